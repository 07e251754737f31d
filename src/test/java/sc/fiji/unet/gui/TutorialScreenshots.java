package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import ij.process.ImageProcessor;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.samples.SampleSet;

/**
 * Goes through docs/tutorial.md in plain ImageJ and photographs each step for it. Takes minutes, so only
 * scripts/tutorial-screenshots asks for it; the same steps are tested in {@link RecordAndReplayTest}.
 */
@Tag("gui")
class TutorialScreenshots {
    private static final String PREFIX = "tutorial-";

    /** Seen in the pictures, so a short name. */
    private static final Path MODEL = Path.of(System.getProperty("java.io.tmpdir"), "unet-models", "nuclei");

    @BeforeAll
    static void start() {
        assumeTrue(Boolean.getBoolean("unet.tutorial"), "run by scripts/tutorial-screenshots");
        Prefs.set("resultstable.width", 640);
        ImageJSession.start();
    }

    @Test
    void everyStep() throws IOException {
        ImageJSession.closeAll();
        IJ.doCommand("U-Net Nuclei");
        ImagePlus learned = ImageJSession.await("the sample opens", () -> WindowManager.getImage("nuclei"));
        ImagePlus heldOut = ImageJSession.await("the other opens", () -> WindowManager.getImage("nuclei-test"));
        enlarge(learned);
        enlarge(heldOut);
        Recorder recorder = new Recorder();
        IJ.selectWindow(learned.getID());
        shoot(learned.getWindow(), "rois");
        train();
        IJ.selectWindow(heldOut.getID());
        segment(heldOut);
        shoot(recorder, "macro");
        recorder.close();
        IJ.wait(500);
        segmentFolder();
        publish();
    }

    private static void train() {
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.type(dialog, "Minutes", "5");
        ImageJSession.type(dialog, "Model folder", MODEL.toString());
        shoot(dialog, "train");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        LiveWindow window = LiveWindow.await();
        LiveWindow.until("the training is over", 500_000, () -> window.offers("Close"));
        shoot(window.frame(), "watch");
        window.click("Close");
    }

    private static void segment(ImagePlus image) {
        GenericDialog dialog = ImageJSession.open("Segment with U-Net...");
        ImageJSession.type(dialog, "Model", MODEL.toString());
        ImageJSession.type(dialog, "Minimum size", "20");
        ImageJSession.tick(dialog, "ROIs", true);
        ImageJSession.tick(dialog, "Measure objects", true);
        shoot(dialog, "segment");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImagePlus labels = ImageJSession.await("the labels open", () -> WindowManager.getImage("nuclei-test-objects"));
        ImageJSession.until("the ROIs are there", () -> RoiManager.getInstance() != null);
        enlarge(labels);
        double dice = OutlinedSample.dice(labels.getStack().getProcessor(1), heldOutMask());
        assertTrue(dice > 0.85, "a tutorial that fails: Dice " + dice);
        shoot(labels.getWindow(), "labels");
        shoot(image.getWindow(), "overlay");
        shoot(WindowManager.getFrame("Results"), "results");
    }

    /** The truth of the first image that is held out. */
    private static ImageProcessor heldOutMask() {
        SampleSet set = SampleSet.NUCLEI;
        int first = 0;
        while (set.split(first) != SplitPart.TEST) first++;
        return new ImagePlus("mask", set.image(first).mask()).getProcessor();
    }

    private static void segmentFolder() {
        GenericDialog dialog = ImageJSession.open("Segment Folder with U-Net...");
        ImageJSession.type(dialog, "Model", MODEL.toString());
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
