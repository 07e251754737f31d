package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** A macro without windows whose command runs as in Fiji, in a thread of SciJava's. */
@Timeout(30)
@EnabledIfSystemProperty(named = "java.awt.headless", matches = "true")
public class MacroImageTest {
    private static String title;

    /** What the macro calls in place of {@code run}. */
    public static void command() throws Exception {
        try (Context context = new Context(CommandService.class)) {
            context.service(CommandService.class)
                    .run(RoisToLabelsCommand.class, true, "image", RoiCommandsTest.annotated())
                    .get();
        }
    }

    /** What the macro says is its active image. */
    public static void note(String said) {
        title = said;
    }

    @Test
    void aMacroGoesOnWithTheImageThatTheCommandMade() {
        String name = MacroImageTest.class.getName();
        IJ.runMacro("setBatchMode(true); newImage('input', '8-bit', 9, 7, 1); call('" + name + ".command');" + "call('"
                + name + ".note', getTitle());");
        assertEquals("cells-classes", title);
    }
}
