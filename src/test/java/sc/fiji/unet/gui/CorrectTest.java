package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.samples.SampleImage;
import sc.fiji.unet.samples.SampleSet;

/** Corrects the ROIs of an image, and evaluates, by the dialogs of plain ImageJ. */
@Tag("gui")
class CorrectTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (GraphicsEnvironment.isHeadless()) return;
        if (RoiManager.getInstance() != null) RoiManager.getInstance().close();
        ImageJSession.closeAll();
    }

    private Path model() {
        ModelCard card = new ModelCard(
                Cards.TINY,
                Cards.PLAIN,
                new ModelCard.Labels(
                        ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("nucleus", 1, 0xE69F00)), true, null));
        Path model = folder.resolve("nuclei");
        new ModelFolder(model).write(card, ModelFolder.graph(card), Weights.initial(ModelFolder.graph(card), 10));
        return model;
    }

    private static Roi nucleus(int i) {
        Roi roi = new OvalRoi(10 + 25 * i, 20, 20, 20);
        roi.setName("nucleus#" + (i + 1));
        return roi;
    }

    /** The overlay is what the network said; the ROI Manager holds what the person made of it. */
    @Test
    void theRoiManagerIsTakenBeforeTheOverlay() throws Exception {
        ImagePlus imp = new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
        Overlay overlay = new Overlay();
        for (int i = 0; i < 2; i++) overlay.add(nucleus(i));
        imp.setOverlay(overlay);
        imp.show();
        for (int i = 0; i < 3; i++) RoiManager.getRoiManager().addRoi(nucleus(i));
        Path model = model();
        GenericDialog dialog = ImageJSession.open("Correct and Continue...");
        ImageJSession.type(dialog, "Model", model.toString());
        ImageJSession.tick(dialog, "Train now", false);
        dialog.setLocation(0, 0);
        ImageJSession.photograph(dialog, "correct-dialog");
        assertTrue(dialog.getWidth() <= 1024 && dialog.getHeight() <= 768);
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        Path mask = folder.resolve("nuclei-corrections/masks/nuclei.tif");
        ImageJSession.untilOver("Correct and Continue");
        assertEquals(3 * new OvalRoi(0, 0, 20, 20).getContainedPoints().length, foreground(mask));
    }

    @Test
    void anOverlayOfPredictedRoisDoesNotHideWhatWasDrawnInTheManager() {
        ImagePlus imp = new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
        Roi predicted = nucleus(0);
        predicted.setProperty("unet.predicted", "true");
        imp.setOverlay(new Overlay(predicted));
        RoiManager.getRoiManager().addRoi(nucleus(1));
        assertEquals("nucleus#2", RoiFiles.toLearn(imp).get(0).getName());
        imp.getOverlay().add(nucleus(2));
        assertEquals(2, RoiFiles.toLearn(imp).size(), "an overlay with something drawn comes first, as ever");
    }

    @Test
    void besidePredictedRoisInTheManagerWhatWasDrawnInTheOverlayIsCorrectedToo() {
        ImagePlus imp = new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
        imp.setOverlay(new Overlay(nucleus(0)));
        Roi predicted = nucleus(1);
        predicted.setProperty("unet.predicted", "true");
        imp.getOverlay().add(predicted);
        RoiManager.getRoiManager().addRoi(predicted);
        assertEquals(
                List.of("nucleus#1", "nucleus#2"),
                RoiFiles.toCorrect(imp).stream().map(Roi::getName).toList());
        RoiManager.getInstance().reset();
        RoiManager.getInstance().addRoi(nucleus(2));
        assertEquals(1, RoiFiles.toCorrect(imp).size(), "a manager of drawn ROIs is taken as it is");
    }

    /** Both hold what was predicted; the second was deleted in the overlay, the third in the manager. */
    @Test
    void whatWasDeletedInTheManagerOrInTheOverlayIsDeletedInBoth() {
        ImagePlus imp = new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
        imp.setOverlay(new Overlay());
        for (int i = 0; i < 4; i++) {
            Roi predicted = nucleus(i);
            predicted.setProperty("unet.predicted", "true");
            if (i != 1) imp.getOverlay().add(predicted);
            if (i != 2) RoiManager.getRoiManager().addRoi((Roi) predicted.clone());
        }
        List<Roi> corrected = RoiFiles.toCorrect(imp);
        assertEquals(
                List.of("nucleus#1", "nucleus#4"),
                corrected.stream().map(Roi::getName).toList());
        RoiFiles.showCorrected(imp, corrected);
        assertEquals(
                List.of("nucleus#1", "nucleus#4"),
                RoiFiles.overlay(imp).stream().map(Roi::getName).toList());
    }

    private static long foreground(Path mask) {
        ImagePlus imp = IJ.openImage(mask.toString());
        long count = 0;
        for (byte value : (byte[]) imp.getProcessor().getPixels()) if (value == 1) count++;
        return count;
    }

    @Test
    void anOpenLabelImageIsEvaluated() {
        SampleImage sample = SampleSet.NUCLEI.image(0);
        ImagePlus truth = new ImagePlus("truth", sample.mask());
        ImagePlus found = truth.duplicate();
        found.setTitle("found");
        found.getProcessor().translate(2, 0);
        truth.show();
        found.show();
        GenericDialog dialog = ImageJSession.open("Evaluate Segmentation...");
        ImageJSession.choose(dialog, "Label image", "found");
        ImageJSession.choose(dialog, "True labels", "truth");
        ImageJSession.photograph(dialog, "evaluate-dialog");
        assertTrue(dialog.getWidth() <= 1024 && dialog.getHeight() <= 768);
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImagePlus confusion =
                ImageJSession.await("the confusion matrix opens", () -> WindowManager.getImage("Confusion matrix"));
        ImagePlus worst = ImageJSession.await("the worst images open", () -> WindowManager.getImage("Worst images"));
        ImageJSession.photograph(confusion.getWindow(), "evaluate-confusion");
        ImageJSession.photograph(worst.getWindow(), "evaluate-worst");
    }
}
