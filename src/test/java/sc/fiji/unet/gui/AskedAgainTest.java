package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.Component;
import java.awt.Label;
import java.awt.Panel;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Dialogs of plain ImageJ: what was typed is kept, what does not matter is grayed, and what was found is said. */
@Tag("gui")
@Timeout(120)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class AskedAgainTest {
    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        ImageJSession.start();
        IJ.log("\\Clear");
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
    }

    private static GenericDialog again(GenericDialog before) {
        return ImageJSession.await("it asks again", () -> {
            GenericDialog open = ImageJSession.find(before.getTitle());
            return open == before ? null : open;
        });
    }

    /** What a dialog says in words. */
    private static String said(GenericDialog dialog) {
        return Arrays.stream(dialog.getComponents())
                .flatMap(c -> c instanceof Panel panel
                        ? Arrays.stream(panel.getComponents())
                        : Arrays.stream(new Component[] {c}))
                .map(c -> c instanceof Label label ? label.getText() : "")
                .collect(Collectors.joining("\n"));
    }

    @Test
    void anImageWithoutRoisSaysWhatToDoAndKeepsWhatWasTyped() {
        IJ.createImage("gray8.tif", "8-bit ramp", 160, 120, 1).show();
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.photograph(dialog, "dialog-no-rois");
        ImageJSession.type(dialog, "Minutes", "3.5");
        IJ.redirectErrorMessages();
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        GenericDialog again = again(dialog);
        String log = String.valueOf(IJ.getLog());
        String minutes = ImageJSession.text(again, "Minutes");
        ImageJSession.press(again, KeyEvent.VK_ESCAPE);
        assertTrue(log.contains("No ROIs on gray8.tif: outline cells and press t, or choose"), log);
        assertEquals("3.5", minutes);
    }

    @Test
    void withoutAnImageThatIsSaid() {
        IJ.redirectErrorMessages();
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImageJSession.press(again(dialog), KeyEvent.VK_ESCAPE);
        assertTrue(IJ.getLog().contains("No image is open: open one, outline cells and press t, or"), IJ.getLog());
    }

    @Test
    void aFolderThatIsMissingIsAskedForAgain() {
        GenericDialog dialog = ImageJSession.open("Segment Folder with U-Net...");
        ImageJSession.type(dialog, "Input", folder.resolve("none").toString());
        ImageJSession.type(dialog, "Model", folder.resolve("no-model").toString());
        ImageJSession.type(dialog, "Output", folder.resolve("out").toString());
        ImageJSession.tick(dialog, "Skip finished", true);
        IJ.redirectErrorMessages();
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        GenericDialog again = again(dialog);
        String input = ImageJSession.text(again, "Input");
        ImageJSession.press(again, KeyEvent.VK_ESCAPE);
        assertEquals(folder.resolve("none").toString(), input.replaceFirst("/$", ""));
        assertTrue(IJ.getLog().contains("There is no folder " + folder.resolve("none")), IJ.getLog());
    }

    @Test
    void fieldsThatDoNotMatterAreGrayAndPairsAreCounted() throws IOException {
        IJ.createImage("gray8.tif", "8-bit ramp", 160, 120, 1).show();
        for (String name : List.of("images/a.png", "images/b.png", "masks/a.png", "masks/b.png")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "");
        }
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.choose(dialog, "Learn from", "rois");
        ImageJSession.notifyChoice(dialog, "Learn from");
        boolean gray = !ImageJSession.field(dialog, "Images").isEnabled();
        ImageJSession.photograph(dialog, "dialog-rois");
        ImageJSession.choose(dialog, "Learn from", "folders");
        ImageJSession.notifyChoice(dialog, "Learn from");
        ImageJSession.type(dialog, "Images", folder.resolve("images").toString());
        ImageJSession.type(dialog, "Masks", folder.resolve("masks").toString());
        ImageJSession.until("pairs are counted", () -> said(dialog).contains("2 pairs found"));
        ImageJSession.photograph(dialog, "dialog-folders");
        boolean open = ImageJSession.field(dialog, "Images").isEnabled();
        boolean labels = ImageJSession.field(dialog, "Label image").isEnabled();
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        assertTrue(gray, "folders do not matter to ROIs");
        assertTrue(open, "but to folders");
        assertFalse(labels, "and open labels do not");
    }

    @Test
    void aListBesideTheFieldFillsItAndOptionsMayBeTyped() {
        IJ.createImage("gray8.tif", "8-bit ramp", 160, 120, 1).show();
        GenericDialog dialog = ImageJSession.open("Train U-Net (all settings)...");
        ImageJSession.suggest(dialog, "Loss", "focal");
        String loss = ImageJSession.text(dialog, "Loss");
        ImageJSession.type(dialog, "Architecture", "unet dropout=0.3");
        ImageJSession.photograph(dialog, "dialog-all-settings");
        String depth = ImageJSession.text(dialog, "Depth");
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        assertEquals("focal", loss);
        assertEquals("auto", depth);
    }
}
