package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.samples.SampleSet;

/** What is proposed for the pixels outside, on the sample nuclei. */
class UnlabeledPixelsTest {
    private static ImagePlus image(int index) {
        return new ImagePlus("nuclei", SampleSet.NUCLEI.image(index).image());
    }

    private static List<Roi> nuclei(int index) {
        ImagePlus mask = new ImagePlus("mask", SampleSet.NUCLEI.image(index).mask());
        List<Roi> rois = new ArrayList<>();
        for (TracedRoi one : LabelsToRois.defaults().trace(mask)) rois.add(one.roi());
        return rois;
    }

    static IntStream all() {
        return IntStream.range(0, SampleSet.COUNT);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whereAllNucleiAreOutlinedTheRestIsBackground(int index) {
        assertEquals(
                UnlabeledPixels.BACKGROUND,
                UnlabeledPixels.propose(image(index), nuclei(index), RoiNaming.AUTO)
                        .outside());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 6, 11, 21})
    void whereOnlySixOfThemAreOutlinedTheRestIsIgnored(int index) {
        List<Roi> six = new ArrayList<>(nuclei(index));
        java.util.Collections.shuffle(six, new java.util.Random(5));
        UnlabeledPixels.Proposal proposal = UnlabeledPixels.propose(image(index), six.subList(0, 6), RoiNaming.AUTO);
        assertEquals(UnlabeledPixels.IGNORED, proposal.outside());
        assertTrue(proposal.because().contains("without a ROI look like"), proposal.because());
        assertTrue(UnlabeledPixels.AUTO.resolve(image(index), six.subList(0, 6), RoiNaming.AUTO)
                == UnlabeledPixels.IGNORED);
    }

    @Test
    void otherSlicesThanTheOutlinedOnesDoNotMatter() {
        ImagePlus stack = image(0);
        stack.getStack().addSlice(image(1).getProcessor());
        stack.setStack(stack.getStack());
        List<Roi> first = nuclei(0);
        first.forEach(roi -> roi.setPosition(1));
        assertEquals(
                UnlabeledPixels.BACKGROUND,
                UnlabeledPixels.propose(stack, first, RoiNaming.AUTO).outside());
    }
}
