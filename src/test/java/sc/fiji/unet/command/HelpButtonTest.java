package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.MethodCallException;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;
import sc.fiji.unet.config.OptionException;
import sc.fiji.unet.config.Progress;

class HelpButtonTest {
    /** Notes that its button was pressed. */
    public static class Probe extends UnetCommand {
        private boolean helped;

        @Override
        public String execute(Progress progress) {
            return "";
        }

        @Override
        void showHelp() {
            helped = true;
        }
    }

    @Test
    void fijiFindsWhatTheButtonDoes() throws MethodCallException {
        CommandInfo info = new CommandInfo(Probe.class);
        Probe probe = new Probe();
        CommandModule module = new CommandModule(info, probe);
        ModuleItem<?> button = info.getInput(UnetCommand.HELP);
        assertEquals(Button.class, button.getType());
        button.callback(module);
        assertTrue(probe.helped);
    }

    @Test
    void itIsNoParameter() {
        CommandInfo info = new CommandInfo(SegmentImageCommand.class);
        assertFalse(ParameterValues.inputs(info).contains(info.getInput(UnetCommand.HELP)));
        assertThrows(OptionException.class, () -> ParameterValues.convert(info, Map.of(UnetCommand.HELP, "true")));
        new MacroPreprocessor().process(new CommandModule(info, new SegmentImageCommand()));
    }

    @Test
    void aloneItOpensNoDialog() {
        CommandModule module = new CommandModule(new CommandInfo(NucleiSampleCommand.class), new NucleiSampleCommand());
        new MacroPreprocessor().process(module);
        assertTrue(module.isInputResolved(UnetCommand.HELP));
    }

    @Test
    void thePageIsCalledLikeTheCommand() {
        assertEquals(
                HelpPage.ADDRESS + "train-u-net-all-settings.md",
                HelpPage.address(new CommandInfo(TrainExpertCommand.class)).toString());
        assertTrue(ParameterHelp.html(new CommandInfo(InfoCommand.class), java.util.List.of())
                .contains("<a href=\"" + HelpPage.ADDRESS + "u-net-model-info.md\">"));
    }
}
