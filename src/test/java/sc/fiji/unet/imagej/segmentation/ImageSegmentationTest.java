package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.rois.PredictedRois;
import sc.fiji.unet.imagej.rois.TracedRoi;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.workflow.ThresholdModel;

class ImageSegmentationTest {
    private static final ImageSegmentation CLASSES = new ImageSegmentation(LabelOptions.semantic(), false);
    private static final ImageSegmentation OBJECTS =
            new ImageSegmentation(LabelOptions.defaults().withObjects("components"), true);

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private SegmentedImage run(ImageSegmentation segmentation, ImagePlus imp, int rank, int channels) {
        try (LoadedModel model = ThresholdModel.open(folder, rank, channels, ThresholdModel.plain(rank))) {
            return segmentation.run(imp, model, progress);
        }
    }

    /** Bright squares of 3 x 3 pixels, as many as the plane's number from 1, on black. */
    private static ImagePlus squares(int width, int height, int slices, int frames) {
        ImageStack stack = new ImageStack(width, height);
        for (int i = 0; i < slices * frames; i++) {
            ByteProcessor plane = new ByteProcessor(width, height);
            plane.setValue(200);
            for (int n = 0; n <= i; n++) plane.fill(new ij.gui.Roi(1 + 4 * n, 2, 3, 3));
            stack.addSlice("plane " + i, plane);
        }
        ImagePlus imp = new ImagePlus("squares.tif", stack);
        imp.setDimensions(1, slices, frames);
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.5;
        imp.getCalibration().setUnit("um");
        return imp;
    }

    @Test
    void everySliceOfEveryFrameIsSegmentedAndObjectsAreNumberedThrough() {
        ImagePlus imp = squares(31, 9, 2, 3);
        SegmentedImage found = run(OBJECTS, imp, 2, 1);
        assertEquals(
                List.of(2, 3),
                List.of(found.labels().getNSlices(), found.labels().getNFrames()));
        for (int plane = 0; plane < 6; plane++) {
            ImageProcessor classes = found.classes().getStack().getProcessor(plane + 1);
            ImageProcessor pixels = imp.getStack().getProcessor(plane + 1);
            for (int i = 0; i < 31 * 9; i++) assertEquals(pixels.get(i) > 100 ? 1 : 0, classes.get(i));
        }
        List<TracedRoi> traced = found.traced();
        assertEquals(1 + 2 + 3 + 4 + 5 + 6, traced.size());
        assertTrue(traced.stream().allMatch(one -> PredictedRois.is(one.roi())));
        assertEquals("lung#21", traced.get(20).roi().getName());
        assertEquals(2, traced.get(20).roi().getZPosition());
        assertEquals(3, traced.get(20).roi().getTPosition());
        assertEquals("squares.tif: 21 objects, lung 11.3 %.", found.summary());
        assertEquals(21 * 9 * 0.25, found.shares().getValue("Area", 1));
        assertEquals(0.75f, found.probabilities().getStack().getProcessor(2).getf(2, 3));
    }

    @Test
    void volumesAreOneImageForModelsInThreeDimensions() {
        ImagePlus imp = squares(15, 7, 3, 1);
        SegmentedImage found = run(OBJECTS, imp, 3, 1);
        assertEquals("squares.tif: 3 objects, lung 17.1 %.", found.summary());
        assertEquals(1, found.labels().getStack().getProcessor(3).get(1, 2));
        assertEquals(3, found.labels().getStack().getProcessor(3).get(10, 2));
    }

    @Test
    void ofARectangleOnlyThatPartIsSegmented() {
        ImagePlus imp = squares(31, 9, 3, 1);
        imp.setRoi(new Rectangle(4, 3, 8, 5));
        SegmentedImage found = run(OBJECTS, imp, 2, 1);
        assertEquals(8, found.labels().getWidth());
        assertEquals(5, found.labels().getHeight());
        assertEquals(0.5 * 4, found.labels().getCalibration().getX(0), "x of its first pixel in the image's units");
        List<TracedRoi> traced = found.traced();
        assertEquals(new Rectangle(5, 3, 3, 2), traced.get(0).roi().getBounds(), "the first plane's square is outside");
        assertEquals(2, traced.get(0).roi().getPosition());
        assertEquals(3, traced.size());
        assertEquals(100 * 6 * 3 / 120.0, found.shares().getValue("%Area", 1));
    }

    @Test
    void otherSelectionsSegmentTheWholeImageAndSaySo() {
        ImagePlus imp = squares(31, 9, 1, 1);
        imp.setRoi(new OvalRoi(4, 3, 8, 5));
        assertEquals(31, run(CLASSES, imp, 2, 1).labels().getWidth());
        assertTrue(notes.get(0).contains("not a rectangle"), notes.toString());
    }

    @Test
    void grayIsShownToColorModelsAndColorIsNotGuessedAway() {
        ImagePlus imp = squares(12, 9, 1, 1);
        assertEquals(9, run(CLASSES, imp, 2, 3).shares().getValue("Pixels", 1));
        assertTrue(notes.get(0).contains("3 channels"), notes.toString());
        ImagePlus color = new ImagePlus("rgb", new ColorProcessor(12, 9));
        color.getProcessor().set(5, 0xFF0000); // channels that are equal pass as gray
        String message = assertThrows(InputException.class, () -> run(CLASSES, color, 2, 1))
                .getMessage();
        assertTrue(message.contains("rgb has 3 channels") && message.contains("8-bit"), message);
        assertThrows(InputException.class, () -> run(CLASSES, imp, 2, 2));
    }

    /** The three pages are bright one after the other: their mean is above 100 where all are. */
    @Test
    void pagesAreTheChannelsOfAModelThatLearnedThemSo() {
        ImagePlus imp = squares(12, 9, 3, 1);
        ModelCard.Input plain = ThresholdModel.plain(2);
        ModelCard.Input pages = new ModelCard.Input(
                plain.normalization(), List.of(1.0, 1.0), "pixel", List.of(), 0, ChannelChoice.Composition.PAGES);
        try (LoadedModel model = ThresholdModel.open(folder, 2, 3, pages)) {
            SegmentedImage found = OBJECTS.run(imp, model, progress);
            assertEquals(1, found.labels().getStackSize());
            assertEquals("squares.tif: 2 objects, lung 16.7 %.", found.summary());
            assertEquals(0, found.traced().get(1).roi().getPosition());
            assertEquals(200, found.table().getValue("Mean C3", 1));
            assertTrue(notes.get(0).contains("trained on channels=pages"), notes.toString());
        }
        ImageSegmentation said =
                new ImageSegmentation(LabelOptions.semantic().withChannels(ChannelChoice.parse("pages 3,2,1")), false);
        assertEquals(18, run(said, imp, 2, 3).shares().getValue("Pixels", 1));
    }

    @Test
    void smallPiecesGoAndHolesAreFilledInClassesToo() {
        ByteProcessor ring = new ByteProcessor(12, 9);
        ring.setValue(200);
        ring.fill(new ij.gui.Roi(1, 1, 5, 5));
        ring.set(3, 3, 0);
        ring.set(9, 3, 200);
        LabelOptions clean = LabelOptions.semantic().withCleaning("2", true);
        SegmentedImage found = run(new ImageSegmentation(clean, false), new ImagePlus("ring", ring), 2, 1);
        assertEquals(25, found.shares().getValue("Pixels", 1));
        assertNull(found.objects());
        assertNull(found.probabilities());
    }

    @Test
    void pixelsOfAnotherSizeAreResampledForTheModelAndBack() {
        ImagePlus imp = ramp();
        ModelCard.Input coarse = new ModelCard.Input("range min=0 max=255", List.of(1500.0, 1000.0), "nm");
        try (LoadedModel model = ThresholdModel.open(folder, 2, 1, coarse)) {
            imp.setRoi(new Rectangle(5, 4, 50, 9));
            SegmentedImage found = CLASSES.run(imp, model, progress);
            assertTrue(notes.get(0).contains("rescaled by 0.333 x 0.5"), notes.toString());
            assertEquals(50, found.labels().getWidth());
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 50; x++) {
                    int truth = 4 * (x + 5) > 100 ? 1 : 0;
                    if (Math.abs(x + 5 - 25) > 2)
                        assertEquals(truth, found.labels().getProcessor().get(x, y), "x = " + x);
                }
            }
            notes.clear();
            new ImageSegmentation(LabelOptions.semantic().withRescale("never"), false).run(imp, model, progress);
            assertEquals(List.of(), notes);
            imp.getCalibration().setUnit("mm");
            assertThrows(InputException.class, () -> CLASSES.run(imp, model, progress));
        }
    }

    /** 4 x at pixel x. */
    private static ImagePlus ramp() {
        ByteProcessor ramp = new ByteProcessor(61, 23);
        for (int i = 0; i < 61 * 23; i++) ramp.set(i, 4 * (i % 61));
        ImagePlus imp = new ImagePlus("ramp", ramp);
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.5;
        imp.getCalibration().setUnit("um");
        return imp;
    }
}
