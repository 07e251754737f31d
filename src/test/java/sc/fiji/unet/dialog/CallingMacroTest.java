package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.IJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** As in Fiji, where commands run in a thread of their own while the macro waits. */
@Timeout(30)
@EnabledIfSystemProperty(named = "java.awt.headless", matches = "true")
public class CallingMacroTest {
    private static String options;
    private static int steps;

    /** What the macros below call. */
    public static void refused() throws InterruptedException {
        Thread command = new Thread(() -> {
            options = CallingMacro.options();
            CallingMacro.stop("refused");
        });
        command.start();
        command.join();
    }

    /** Counts how far a macro came. */
    public static void step() {
        steps++;
    }

    @Test
    void aRefusalStopsTheMacro() {
        steps = 0;
        String name = CallingMacroTest.class.getName();
        IJ.runMacro("call('" + name + ".step'); call('" + name + ".refused'); call('" + name + ".step');");
        assertEquals(1, steps);
        assertEquals("", options, "nobody can be asked");
    }

    @Test
    void withoutAMacroThereIsNothingToStop() {
        assertNull(CallingMacro.options());
        CallingMacro.stop("refused");
    }
}
