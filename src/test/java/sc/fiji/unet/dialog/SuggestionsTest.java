package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.command.CompareCommand;
import sc.fiji.unet.command.DeviceCommand;
import sc.fiji.unet.command.TrainCommand;

/** Lists beside fields that take any text. */
class SuggestionsTest {
    private static ModuleItem<?> item(Class<? extends UnetCommand> command, String name) {
        return new CommandInfo(command).getInput(name);
    }

    private static Suggestions of(Class<? extends UnetCommand> command, String name) {
        return Suggestions.of(item(command, name)).orElseThrow();
    }

    @Test
    void whatIsChosenTakesThePlaceOfOneValue() {
        assertEquals("dice", of(TrainCommand.class, "loss").chosen("focal gamma=3", "dice"));
        assertEquals("cpu", of(DeviceCommand.class, "device").chosen("auto", "cpu"));
    }

    @Test
    void listsAndStepsGrow() {
        assertEquals("focal gamma=3, dice", of(CompareCommand.class, "losses").chosen("focal gamma=3", "dice"));
        assertEquals("dice", of(CompareCommand.class, "losses").chosen(" ", "dice"));
        Suggestions augmentation = of(TrainCommand.class, "augmentation");
        assertEquals("flip; noise max=0.1; turn", augmentation.chosen("flip; noise max=0.1", "turn"));
        assertEquals("flip", augmentation.chosen("microscopy", "flip"), "a preset holds steps of its own");
        assertEquals("medical", augmentation.chosen("flip; turn", "medical"));
    }

    @Test
    void eachHasALabel() {
        assertEquals(
                "Dice + cross-entropy",
                Choices.labels(item(TrainCommand.class, "loss")).get("dice-ce"));
        assertEquals(
                "planned from the data",
                Choices.labels(item(TrainCommand.class, "loss")).get("auto"));
        for (String name : List.of("architecture", "normalization", "optimizer", "schedule", "augmentation", "device"))
            assertTrue(Choices.labels(item(TrainCommand.class, name)).size() > 3, name);
        assertTrue(Suggestions.of(item(TrainCommand.class, "classes")).isEmpty(), "anything may be written there");
    }
}
