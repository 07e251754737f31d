package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;

class MacroPreprocessorTest {
    @Test
    void whatAScriptGaveIsNotReplacedByAProposal() {
        CommandInfo info = new CommandInfo(TrainCommand.class);
        TrainCommand command = new TrainCommand();
        CommandModule module = new CommandModule(info, command);
        module.setInput("minutes", 2.5);
        module.resolveInput("minutes");
        MacroPreprocessor.prepare(module, info, command);
        assertEquals(2.5, module.getInput("minutes"));
        assertFalse(module.isInputResolved("start"), "a person is asked");
        assertTrue(module.isInputResolved("seed"), "the short dialog leaves it out");
    }

    @Test
    void whatNobodyGaveIsProposed() {
        CommandInfo info = new CommandInfo(TrainCommand.class);
        TrainCommand command = new TrainCommand();
        CommandModule module = new CommandModule(info, command);
        Object before = module.getInput("minutes");
        MacroPreprocessor.prepare(module, info, command);
        assertEquals(0.0, before);
        assertEquals(10.0, module.getInput("minutes"));
    }
}
