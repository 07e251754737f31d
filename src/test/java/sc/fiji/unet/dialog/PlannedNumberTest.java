package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.command.TrainCommand;

/** Numbers that are planned where nobody says one: people read and write auto, old macros 0. */
class PlannedNumberTest {
    private static ModuleItem<?> item(String name) {
        return new CommandInfo(TrainCommand.class).getInput(name);
    }

    @Test
    void autoAndZeroAreTheSame() {
        for (String said : new String[] {"auto", "0", " auto "})
            assertEquals(0, ParameterValues.convert(item("depth"), said));
        assertEquals(0.0, ParameterValues.convert(item("learningrate"), "auto"));
        assertEquals(3, ParameterValues.convert(item("depth"), "3"));
    }

    @Test
    void autoIsShown() {
        assertEquals("auto", ParameterValues.text(item("depth"), 0));
        assertEquals("auto", ParameterValues.text(item("learningrate"), 0.0));
        assertEquals("3", ParameterValues.text(item("depth"), 3));
        assertEquals("0", ParameterValues.text(item("seed"), 0L), "a seed of 0 is one");
        assertEquals("auto, or 1 to 8", ParameterValues.bound(item("depth")));
    }

    @Test
    void elsewhereAutoIsNoNumber() {
        assertThrows(OptionException.class, () -> ParameterValues.convert(item("seed"), "auto"));
        OptionException e = assertThrows(OptionException.class, () -> ParameterValues.convert(item("depth"), "9"));
        assertTrue(e.getMessage().contains("expected auto, or 1 to 8"), e.getMessage());
    }
}
