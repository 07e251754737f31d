package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.rois.AnnotatedImages.Labeled;
import sc.fiji.unet.imagej.rois.AnnotatedImages.Look;

class AnnotatedVolumesTest {
    private static final HoldOut HOLD_OUT = new HoldOut(null, 0.3, 1);

    private static DataOptions data(Dimensions dimensions) {
        return new DataOptions(null, null, "auto", null, "0.3").withDimensions(dimensions);
    }

    private static ImagePlus stack() {
        ImagePlus imp = IJ.createImage("stack", "8-bit ramp", 31, 23, 6);
        imp.getCalibration().pixelDepth = 3;
        return imp;
    }

    private static int at(TrainingSet set, int x, int y, int z) {
        int train = set.train().get(0).target().getAt(x, y, z).get();
        int held = set.validation().get(0).target().getAt(x, y, z).get();
        return Math.max(train, held);
    }

    @Test
    void slicesThatNobodyDrewOnAreIgnored() {
        ImagePlus imp = stack();
        List<Roi> rois = new ArrayList<>();
        for (int slice = 2; slice <= 3; slice++) {
            for (int x : new int[] {3, 18}) {
                Roi roi = new OvalRoi(x, 6, 9, 9);
                roi.setName("cell");
                roi.setPosition(slice);
                rois.add(roi);
            }
        }
        Look look = Look.ofRois(data(Dimensions.VOLUMES));
        TrainingSet set = AnnotatedImages.ofRois(
                List.of(new DrawnImage(imp, rois)), look, RoisToLabels.defaults(), HOLD_OUT, Progress.NONE);
        assertEquals(1, set.train().size(), "a part of the volume is held back");
        AnnotatedImage volume = set.train().get(0);
        assertArrayEquals(new long[] {31, 23, 6}, volume.target().dimensionsAsLongArray());
        assertEquals(3, set.fingerprint().rank());
        assertEquals(3, set.view().rank());
        assertEquals(AnnotatedImage.IGNORE, at(set, 7, 10, 0));
        assertEquals(1, at(set, 7, 10, 1));
        assertEquals(0, at(set, 0, 0, 2));
        assertEquals(AnnotatedImage.IGNORE, at(set, 7, 10, 3));
        assertNotNull(volume.weight(), "between two cells of a slice");
        assertEquals(
                Dimensions.PLANES, Look.ofRois(data(Dimensions.AUTO)).view().dimensions());
    }

    @Test
    void touchingObjectsOfAStackStayWhole() {
        ImagePlus imp = stack();
        ImagePlus labels = IJ.createImage("labels", "8-bit black", 31, 23, 6);
        for (int slice = 2; slice <= 5; slice++) {
            ImageProcessor plane = labels.getStack().getProcessor(slice);
            for (int i = 0; i < 2; i++) {
                plane.setValue(1 + i);
                plane.setRoi(5 + 10 * i, 5, 10, 12);
                plane.fill();
            }
        }
        Look look = Look.of(data(Dimensions.VOLUMES), imp);
        TrainingSet set =
                AnnotatedImages.ofLabels(new Labeled(imp, labels), look, "instances", HOLD_OUT, Progress.NONE);
        AnnotatedImage volume = set.train().get(0);
        assertEquals(0, Math.min(at(set, 14, 10, 1), at(set, 15, 10, 1)), "a gap keeps classes apart");
        assertEquals(1, volume.objects().getAt(14, 10, 1).get());
        assertEquals(2, volume.objects().getAt(15, 10, 1).get());
        assertEquals(0, volume.objects().getAt(0, 0, 1).get());
        assertEquals(AnnotatedImage.IGNORE, volume.objects().getAt(14, 10, 0).get(), "nobody said what is there");
    }

    @Test
    void labelsOfAStackAreOneVolume() {
        ImagePlus imp = stack();
        ImagePlus labels = IJ.createImage("labels", "8-bit black", 31, 23, 6);
        for (int slice = 2; slice <= 5; slice++) {
            ImageProcessor plane = labels.getStack().getProcessor(slice);
            plane.setValue(1);
            plane.setRoi(5, 5, 20, 12);
            plane.fill();
        }
        Look look = Look.of(data(Dimensions.NEIGHBORS), imp);
        TrainingSet set = AnnotatedImages.ofLabels(new Labeled(imp, labels), look, "auto", HOLD_OUT, Progress.NONE);
        assertEquals(AnnotatedImage.IGNORE, at(set, 7, 10, 0), "nobody said that it holds nothing");
        assertEquals(1, at(set, 7, 10, 1));
        assertEquals(6, set.shown().size());
        assertEquals(3, set.shown().get(0).image().channels());
        assertEquals(3, set.shownFingerprint().channels());
        assertEquals(2, set.shownFingerprint().rank());
        assertEquals(1, set.fingerprint().channels());
    }
}
