package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.command.CompareCommand;
import sc.fiji.unet.command.TrainCommand;
import sc.fiji.unet.command.TrainExpertCommand;

class ChoicesTest {
    private static String described(Class<? extends UnetCommand> command, String parameter) {
        ModuleItem<?> item = new CommandInfo(command).getInput(parameter);
        return Choices.described(item);
    }

    @Test
    void registeredChoicesShowTheirOptionsWithDefaults() {
        String loss = described(TrainCommand.class, "loss");
        assertTrue(loss.contains("focal (gamma=2 classweights=none)"), loss);
        assertTrue(described(TrainCommand.class, "optimizer").contains("sgd (momentum=0.99 nesterov=true"));
        assertTrue(described(TrainCommand.class, "augmentation").endsWith("none, light, microscopy, medical"));
    }

    @Test
    void schedulesTellOfTheWarmUpThatAllOfThemTake() {
        for (String text :
                new String[] {described(TrainCommand.class, "schedule"), described(CompareCommand.class, "schedules")
                }) {
            assertTrue(text.contains("cosine-restarts (") && text.contains("warmup=N"), text);
        }
    }

    @Test
    void listsOfValuesHaveTheChoicesOfOneValue() {
        String[] lists = {"architectures", "losses", "optimizers", "schedules"};
        String[] values = {"architecture", "loss", "optimizer", "schedule"};
        for (int i = 0; i < lists.length; i++) {
            String one = described(TrainCommand.class, values[i]);
            String list = described(CompareCommand.class, lists[i]);
            assertEquals(one.substring(one.indexOf("One of")), list.substring(list.indexOf("One of")));
        }
    }

    @Test
    void whatMayBeAnythingIsDescribedAsItIs() {
        ModuleItem<?> seed = new CommandInfo(TrainCommand.class).getInput("seed");
        assertEquals(seed.getDescription(), Choices.described(seed));
    }

    @Test
    void helpOfDialogsHasThemToo() {
        CommandInfo info = new CommandInfo(TrainExpertCommand.class);
        assertTrue(ParameterHelp.html(info, ParameterValues.inputs(info)).contains("warmup=N"));
    }
}
