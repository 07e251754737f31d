package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.image.Raster;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.samples.SampleImage;
import sc.fiji.unet.samples.SampleSet;

class SampleStacksTest {
    @ParameterizedTest
    @EnumSource
    void trainingOnTheOutlinesIsTrainingOnTheTruth(SampleSet set) {
        ImagePlus imp = SampleStacks.annotated(set, Progress.NONE);
        assertEquals(19, imp.getStackSize());
        List<Roi> rois = RoiFiles.overlay(imp);
        assertEquals(
                UnlabeledPixels.BACKGROUND,
                UnlabeledPixels.propose(rois, RoiNaming.AUTO).outside());
        Annotation painted = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.AUTO, 3, false).paint(imp, rois);
        List<String> names = painted.classes().names();
        SampleImage sample = set.image(18);
        Raster mask = sample.mask().getRaster();
        int[] truth = mask.getSamples(0, 0, imp.getWidth(), imp.getHeight(), 0, (int[]) null);
        int[] expected = IntStream.of(truth)
                .map(value -> set.objects() ? Math.min(1, value) : value)
                .map(index -> names.indexOf(set.classes().get(index)))
                .toArray();
        assertArrayEquals(expected, painted.classPlanes()[18]);
        int lastBand = Math.min(2, sample.image().getRaster().getNumBands() - 1);
        assertEquals(
                sample.image().getRaster().getSample(5, 7, lastBand),
                imp.getStack().getProcessor(19).get(5, 7) & 0xFF);
    }

    @ParameterizedTest
    @EnumSource
    void theHeldOutImagesAreOthers(SampleSet set) {
        ImagePlus imp = SampleStacks.heldOut(set, Progress.NONE);
        assertEquals(5, imp.getStackSize());
        assertEquals(set.stem(19), imp.getStack().getSliceLabel(1));
    }
}
