package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.unet.command.RoiCommandsTest;
import sc.fiji.unet.command.RoisToLabelsCommand;

/** A macro without windows whose command runs as in Fiji, in a thread of SciJava's. */
@Timeout(30)
@EnabledIfSystemProperty(named = "java.awt.headless", matches = "true")
public class MacroImageTest {
    private static String title;

    /** Opens an image with ROIs; ImageJ's macro functions for ROIs want a display. */
    public static void open() {
        RoiCommandsTest.annotated().show();
    }

    /** What the macro calls in place of {@code run}: the command takes the active image. */
    public static void command() throws Exception {
        try (Context context = new Context(CommandService.class)) {
            context.service(CommandService.class)
                    .run(RoisToLabelsCommand.class, true)
                    .get();
        }
    }

    /** What the macro says is its active image. */
    public static void note(String said) {
        title = said;
    }

    @Test
    void aCommandTakesTheImageThatTheMacroSelectedAndLeavesTheOneThatItMade() {
        String name = MacroImageTest.class.getName();
        IJ.runMacro("setBatchMode(true);"
                + "call('" + name + ".open'); cells = getImageID();"
                + "newImage('other', '8-bit', 30, 20, 1); selectImage(cells);"
                + "call('" + name + ".command'); call('" + name + ".note', getTitle());");
        assertEquals("cells-classes", title);
    }
}
