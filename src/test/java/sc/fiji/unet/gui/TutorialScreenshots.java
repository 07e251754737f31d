package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goes through docs/tutorial.md in plain ImageJ and photographs each step for it. Takes minutes, so only
 * scripts/tutorial-screenshots asks for it; the same steps are tested in {@link RecordAndReplayTest}.
 */
@Tag("gui")
class TutorialScreenshots {
    private static final String PREFIX = "tutorial-";

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        assumeTrue(Boolean.getBoolean("unet.tutorial"), "run by scripts/tutorial-screenshots");
        Prefs.set("resultstable.width", 640);
        ImageJSession.start();
    }

    @Test
    void everyStep() throws IOException {
        ImagePlus nuclei = OutlinedSample.show();
        enlarge(nuclei);
        Recorder recorder = new Recorder();
        shoot(nuclei.getWindow(), "rois");
        Path model = folder.resolve("nuclei");
        train(model);
        segment(model, nuclei);
        shoot(recorder, "macro");
        recorder.close();
        segmentFolder(model);
        publish();
    }

    private static void train(Path model) {
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.type(dialog, "Minutes", "2");
        shoot(dialog, "train");
        ImageJSession.type(dialog, "Model folder", model.toString());
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        LiveWindow window = LiveWindow.await();
        LiveWindow.until("several epochs are over", 240_000, () -> window.offers("Close"));
        shoot(window.frame(), "watch");
        window.click("Close");
    }

    private static void segment(Path model, ImagePlus nuclei) {
        GenericDialog dialog = ImageJSession.open("Segment with U-Net...");
        ImageJSession.type(dialog, "Model", model.toString());
        ImageJSession.type(dialog, "Minimum size", "20");
        ImageJSession.tick(dialog, "ROIs", true);
        ImageJSession.tick(dialog, "Measure objects", true);
        shoot(dialog, "segment");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImagePlus labels = ImageJSession.await("the labels open", () -> WindowManager.getImage("nuclei-objects"));
        ImageJSession.until("the ROIs are there", () -> RoiManager.getInstance() != null);
        enlarge(labels);
        double dice = OutlinedSample.dice(labels.getProcessor());
        assertTrue(dice > 0.85, "a tutorial that fails: Dice " + dice);
        shoot(labels.getWindow(), "labels");
        shoot(nuclei.getWindow(), "overlay");
        shoot(WindowManager.getFrame("Results"), "results");
    }

    private void segmentFolder(Path model) {
        GenericDialog dialog = ImageJSession.open("Segment Folder with U-Net...");
        ImageJSession.type(dialog, "Model", model.toString());
        shoot(dialog, "folder");
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
    }

    /** Three pixels of the screen for one of the image. */
    private static void enlarge(ImagePlus imp) {
        for (int i = 0; i < 3; i++) imp.getCanvas().zoomIn(0, 0);
    }

    private static void shoot(Window window, String name) {
        ImageJSession.photograph(window, PREFIX + name);
    }

    private static void publish() throws IOException {
        Path docs = Path.of("docs", "images");
        for (String name :
                new String[] {"rois", "train", "watch", "segment", "labels", "overlay", "results", "macro", "folder"}) {
            Path picture = Path.of("target", "screenshots", PREFIX + name + ".png");
            Files.copy(picture, docs.resolve(picture.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
