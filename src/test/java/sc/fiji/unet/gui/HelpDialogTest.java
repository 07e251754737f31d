package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.formdev.flatlaf.FlatDarkLaf;
import ij.IJ;
import ij.gui.GenericDialog;
import ij.gui.HTMLDialog;
import java.awt.Button;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help button of plain ImageJ's dialogs. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class HelpDialogTest {
    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
    }

    private static HTMLDialog help() {
        return (HTMLDialog) Arrays.stream(Window.getWindows())
                .filter(window -> window.isShowing() && window instanceof HTMLDialog)
                .findFirst()
                .orElse(null);
    }

    /** Also without a network, and in the dark look of Fiji. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "dark"})
    void helpExplainsTheParametersAndFits(String look) throws Exception {
        LookAndFeel before = UIManager.getLookAndFeel();
        if (look.equals("dark")) UIManager.setLookAndFeel(new FlatDarkLaf());
        try {
            helpFits(look);
        } finally {
            UIManager.setLookAndFeel(before);
        }
    }

    private static void helpFits(String look) {
        IJ.createImage("cells.tif", "8-bit ramp", 160, 120, 1).show();
        GenericDialog dialog = ImageJSession.open("Segment with U-Net...");
        ImageJSession.photograph(dialog, "dialog-segment-" + look);
        Button button = Arrays.stream(dialog.getButtons())
                .filter(b -> b != null && b.getLabel().strip().equals("Help"))
                .findFirst()
                .orElseThrow();
        ActionEvent click = new ActionEvent(button, ActionEvent.ACTION_PERFORMED, "Help");
        EventQueue.invokeLater(() -> dialog.actionPerformed(click)); // returns when help is closed
        HTMLDialog help = ImageJSession.await("help opens", HelpDialogTest::help);
        ImageJSession.photograph(help, "help-" + look);
        Rectangle bounds = help.getBounds();
        help.dispose();
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        assertTrue(bounds.width <= 1024 && bounds.height <= 768, bounds.toString());
    }
}
