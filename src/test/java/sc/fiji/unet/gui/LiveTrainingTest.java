package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Choice;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.swing.JFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on one image with ROIs in plain ImageJ, watched in the live window, stopped by its button. */
@Tag("gui")
class LiveTrainingTest {
    private static final int PATIENCE_MS = 180_000;

    /** Height of a title bar and its frame. */
    private static final int DECORATION = 40;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (GraphicsEnvironment.isHeadless()) return;
        ImageJSession.closeAll();
        Arrays.stream(Window.getWindows()).filter(w -> w instanceof JFrame).forEach(Window::dispose);
    }

    @Test
    void theDialogProposesWhatFitsTheImage() {
        OutlinedSample.show();
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        assertEquals("rois", ((Choice) dialog.getChoices().get(0)).getSelectedItem());
        assertEquals("background", ((Choice) dialog.getChoices().get(1)).getSelectedItem());
        ImageJSession.photograph(dialog, "train-dialog");
        assertSmall(dialog);
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        dialog = ImageJSession.open("Train U-Net (all settings)...");
        ImageJSession.photograph(dialog, "train-all-settings-dialog");
        assertSmall(dialog);
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
    }

    /** Though the test fails, no dialog is left to hide what others look at. */
    @AfterEach
    void closeDialogs() {
        Arrays.stream(Window.getWindows())
                .filter(w -> w instanceof GenericDialog)
                .forEach(Window::dispose);
    }

    private static void assertSmall(GenericDialog dialog) {
        assertTrue(
                dialog.getWidth() <= 1024 && dialog.getHeight() <= 768 - DECORATION,
                dialog.getBounds().toString());
    }

    @Test
    void oneImageWithRoisTrainsWhileAPersonWatches() throws Exception {
        OutlinedSample.show();
        Path model = folder.resolve("nuclei");
        String options = "source=rois width=8 depth=2 patch=32 batch=4 epochs=1000 model=[" + model + "]";
        Thread macro = new Thread(() -> IJ.run("Train U-Net...", options), "Run$_train");
        macro.start();
        LiveWindow window = LiveWindow.await();
        IJ.wait(1500);
        window.photograph("train-plan");
        Path history = model.resolve("history.csv");
        LiveWindow.until("fifteen epochs are over", () -> lines(history) > 15);
        window.photograph("train-live");
        window.click("Stop and keep best");
        LiveWindow.until("the training is over", () -> window.offers("Close"));
        macro.join(PATIENCE_MS);
        window.photograph("train-done");
        for (String file : List.of("model.json", "model.pt", "history.csv", "curves.png", "thumbnail.png")) {
            assertTrue(Files.isRegularFile(model.resolve(file)), file);
        }
        window.click("Close");
        assertFalse(window.isShowing());
    }

    @Test
    void augmentationsAreShownBesideWhatTheyAreMadeOf() {
        OutlinedSample.show();
        GenericDialog dialog = ImageJSession.open("Preview Augmentations...");
        ImageJSession.photograph(dialog, "augmentations-dialog");
        List<TextField> texts =
                dialog.getStringFields().stream().map(TextField.class::cast).toList();
        ImageJSession.type(texts.get(texts.size() - 1), "96");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImagePlus montage = ImageJSession.await(
                "the montage opens", () -> WindowManager.getImage("Augmentations (before | after)"));
        ImageJSession.photograph(montage.getWindow(), "augmentations");
        assertTrue(montage.getWidth() <= 1024, montage.toString());
    }

    private static int lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file).size() : 0;
        } catch (java.io.IOException e) {
            return 0; // it is being replaced
        }
    }
}
