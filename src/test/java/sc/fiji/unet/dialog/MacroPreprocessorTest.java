package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.command.DeviceCommand;
import sc.fiji.unet.command.InfoCommand;
import sc.fiji.unet.command.SegmentImageCommand;
import sc.fiji.unet.command.TrainCommand;

class MacroPreprocessorTest {
    @Test
    void whatAScriptGaveIsNotReplacedByAProposal() {
        CommandInfo info = new CommandInfo(TrainCommand.class);
        TrainCommand command = new TrainCommand();
        CommandModule module = new CommandModule(info, command);
        module.setInput("minutes", 2.5);
        module.resolveInput("minutes");
        MacroPreprocessor.prepare(module, info, command, null);
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
        MacroPreprocessor.prepare(module, info, command, null);
        assertEquals(0.0, before);
        assertEquals(5.0, module.getInput("minutes"));
    }

    @Test
    void theImageThatAScriptGaveIsNotReplacedByTheActiveOne() {
        CommandInfo info = new CommandInfo(TrainCommand.class);
        TrainCommand command = new TrainCommand();
        CommandModule module = new CommandModule(info, command);
        ImagePlus given = IJ.createImage("given", "8-bit", 9, 7, 1);
        module.setInput("image", given);
        module.resolveInput("image");
        MacroPreprocessor.prepare(module, info, command, IJ.createImage("active", "8-bit", 9, 7, 1));
        assertSame(given, module.getInput("image"));
    }

    @Test
    void whatAMacroLeavesOutKeepsItsDefaultAndWhatItNeedsIsNamed() {
        CommandInfo info = new CommandInfo(InfoCommand.class);
        CommandModule module = new CommandModule(info, new InfoCommand());
        OptionException missing =
                assertThrows(OptionException.class, () -> MacroPreprocessor.fill(module, info, "", null));
        assertTrue(missing.getMessage().startsWith("model is missing"), missing.getMessage());
        CommandInfo device = new CommandInfo(DeviceCommand.class);
        CommandModule filled = new CommandModule(device, new DeviceCommand());
        MacroPreprocessor.fill(filled, device, "device=cpu", null);
        assertEquals("cpu", filled.getInput("device"));
        ParameterValues.inputs(device).forEach(item -> assertTrue(filled.isInputResolved(item.getName())));
    }

    @Test
    void withoutAnImageACommandForTheActiveOneSaysSo() {
        CommandInfo info = new CommandInfo(SegmentImageCommand.class);
        CommandModule module = new CommandModule(info, new SegmentImageCommand());
        InputException none =
                assertThrows(InputException.class, () -> MacroPreprocessor.fill(module, info, "model=nuclei", null));
        assertTrue(none.getMessage().startsWith("image: no image is open"), none.getMessage());
    }
}
