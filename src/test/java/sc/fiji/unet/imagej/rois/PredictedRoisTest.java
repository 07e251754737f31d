package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.FileSaver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.segmentation.SegmentationOverlay;

class PredictedRoisTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private static ImagePlus image() {
        return IJ.createImage("cells.tif", "8-bit black", 32, 24, 1);
    }

    private static Roi drawn(String name, int x) {
        Roi roi = new Roi(x, 2, 5, 4);
        roi.setName(name);
        return roi;
    }

    private static Roi predicted(String name, int x) {
        Roi roi = drawn(name, x);
        PredictedRois.mark(roi);
        return roi;
    }

    private static TracedRoi traced(String name, int x) {
        Roi roi = predicted(name, x);
        roi.setStrokeColor(java.awt.Color.RED);
        return new TracedRoi(roi, 1, 0, ClassInfo.ofIndex(1));
    }

    private static List<String> names(List<Roi> rois) {
        return rois.stream().map(Roi::getName).toList();
    }

    private static List<Boolean> marks(List<Roi> rois) {
        return rois.stream().map(PredictedRois::is).toList();
    }

    /** With and without a hole, as holes make another kind of ROI. */
    @Test
    void theMarkLastsInCopiesAndFiles() {
        int[] labels = {1, 1, 1, 0, 2, 1, 0, 1, 0, 2, 1, 1, 1, 0, 0};
        ImagePlus traced = LabelImages.ofObjects(new int[][] {labels}, IJ.createImage("a", "8-bit", 5, 3, 1));
        List<Roi> rois = new ArrayList<>();
        LabelsToRois.defaults().trace(traced).forEach(one -> rois.add(one.roi()));
        assertEquals(List.of(false, false), marks(rois), "labels to ROIs mark nothing");
        rois.forEach(PredictedRois::mark);
        rois.add(drawn("cell", 9));
        List<Boolean> expected = List.of(true, true, false);
        rois.get(0).setLocation(7, 8);
        assertEquals(expected, marks(rois.stream().map(roi -> (Roi) roi.clone()).toList()));
        RoiFiles.write(folder.resolve("RoiSet.zip"), rois);
        assertEquals(expected, marks(RoiFiles.read(folder.resolve("RoiSet.zip"), note -> {})));
        ImagePlus imp = image();
        imp.setOverlay(new Overlay());
        rois.forEach(imp.getOverlay()::add);
        Path file = folder.resolve("cells.tif");
        new FileSaver(imp).saveAsTiff(file.toString());
        assertEquals(expected, marks(RoiFiles.overlay(IJ.openImage(file.toString()))));
    }

    @Test
    void aSegmentationReplacesWhatWasPredictedAndNothingElse() {
        ImagePlus imp = image();
        SegmentationOverlay drawing = new SegmentationOverlay(0.25, 1);
        imp.setOverlay(drawing.under(imp, List.of(traced("first", 1))));
        assertEquals(List.of("first"), names(RoiFiles.overlay(imp)));
        imp.getOverlay().add(drawn("cell", 9));
        imp.getOverlay().add(new TextRoi(1, 1, "day 3"), "text");
        imp.getOverlay().drawNames(true);
        imp.setOverlay(drawing.under(imp, List.of(traced("second", 2), traced("third", 12))));
        assertEquals(List.of("second", "third", "cell", "text"), names(RoiFiles.overlay(imp)), "drawn ones lie on top");
        assertEquals(List.of(true, true, false, false), marks(RoiFiles.overlay(imp)));
        assertTrue(imp.getOverlay().getDrawNames(), "how the overlay is shown stays");
        imp.setOverlay(drawing.under(imp, List.of()));
        assertEquals(List.of("cell", "text"), names(RoiFiles.overlay(imp)));
    }

    @Test
    void aTrainingLeavesPredictedOnesOutAndSaysSo() {
        List<Roi> rois = List.of(drawn("a", 1), predicted("b", 7), drawn("c", 13));
        assertEquals(List.of("a", "c"), names(PredictedRois.drawn("cells.tif", rois, progress)));
        assertEquals(List.of("cells.tif: 1 of 3 ROIs left out, as predicted by a model."), notes);
        notes.clear();
        assertEquals(List.of("a"), names(PredictedRois.drawn("cells.tif", rois.subList(0, 1), progress)));
        assertEquals(List.of(), PredictedRois.drawn("cells.tif", List.of(), progress));
        assertEquals(List.of(), notes);
    }

    @Test
    void aTrainingOnPredictedOnesOnlyIsRefusedDecorationOrNot() {
        List<Roi> rois = List.of(predicted("b", 7), new TextRoi(1, 1, "day 3"));
        String message = assertThrows(InputException.class, () -> PredictedRois.drawn("cells.tif", rois, progress))
                .getMessage();
        assertTrue(message.contains("cells.tif") && message.contains("Correct and Continue"), message);
        assertFalse(PredictedRois.areAll(List.of()));
        assertFalse(PredictedRois.areAll(List.of(drawn("a", 1))));
    }

    @Test
    void ofSeveralImagesThoseWithPredictedOnesOnlyAreLeftOut() {
        DrawnImage both = new DrawnImage(image(), List.of(drawn("a", 1), predicted("b", 7)));
        ImagePlus other = image();
        other.setTitle("other.tif");
        DrawnImage predicted = new DrawnImage(other, List.of(predicted("b", 7)));
        List<DrawnImage> some = PredictedRois.drawn(List.of(predicted, both), progress);
        assertEquals(1, some.size());
        assertEquals(List.of("a"), names(some.get(0).rois()));
        assertTrue(notes.get(0).contains("other.tif") && notes.get(1).contains("cells.tif"), notes.toString());
        assertThrows(InputException.class, () -> PredictedRois.drawn(List.of(predicted), progress));
    }

    @Test
    void anOverlayOfPredictedOnesIsNotTrainedOnInsteadOfTheSelectionThatChoseAPart() {
        ImagePlus imp = image();
        imp.setRoi(new Roi(0, 0, 20, 20));
        imp.setOverlay(new Overlay(predicted("b", 7)));
        assertEquals(List.of("b"), names(RoiFiles.toLearn(imp)));
    }

    @Test
    void whatAPersonDrewCoversWhatWasPredicted() {
        List<Roi> rois = List.of(drawn("a", 1), predicted("b", 7), drawn("c", 13), predicted("d", 19));
        assertEquals(List.of("b", "d", "a", "c"), names(PredictedRois.first(rois)));
    }

    /** Both number from 1, and stay two objects. */
    @Test
    void theFirstObjectOfAModelIsNotTheFirstOneOfAPerson() {
        List<Roi> rois = List.of(predicted("cell#1", 1), drawn("cell#1", 6));
        RoisToLabels painter = new RoisToLabels(RoiNaming.NAME, UnlabeledPixels.BACKGROUND, 3, false);
        int[] objects = painter.paint(image(), rois).instancePlanes()[0];
        assertNotEquals(objects[3 * 32 + 5], objects[3 * 32 + 6]);
    }
}
