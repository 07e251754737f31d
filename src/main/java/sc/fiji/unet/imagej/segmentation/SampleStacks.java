package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.ImageStack;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.rois.LabelsToRois;
import sc.fiji.unet.imagej.rois.TracedRoi;
import sc.fiji.unet.samples.SampleImage;
import sc.fiji.unet.samples.SampleSet;

/** Sample sets as ImageJ shows them: a stack with a slice for each image, its ground truth outlined in the overlay. */
public final class SampleStacks {
    private static final double OPACITY = 0.2;

    private SampleStacks() {}

    /** The images to learn from, ready to train on. */
    public static ImagePlus annotated(SampleSet set, Progress progress) {
        return stack(set, set.id(), false, progress);
    }

    /** The images held out, to see what was learned. */
    public static ImagePlus heldOut(SampleSet set, Progress progress) {
        return stack(set, set.id() + "-test", true, progress);
    }

    private static ImagePlus stack(SampleSet set, String title, boolean heldOut, Progress progress) {
        int[] indices = IntStream.range(0, SampleSet.COUNT)
                .filter(index -> (set.split(index) == SplitPart.TEST) == heldOut)
                .toArray();
        ImageStack stack = new ImageStack();
        int[][] truth = new int[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            progress.check();
            progress.update(i, indices.length, "Painting " + title + "...");
            SampleImage sample = set.image(indices[i]);
            stack.addSlice(set.stem(indices[i]), new ImagePlus("", sample.image()).getProcessor());
            truth[i] = values(sample.mask());
        }
        ImagePlus imp = new ImagePlus(title, stack);
        imp.setOverlay(new SegmentationOverlay(OPACITY, 1).of(outlines(set, truth, imp)));
        return imp;
    }

    private static List<TracedRoi> outlines(SampleSet set, int[][] truth, ImagePlus imp) {
        ClassList classes = ClassList.named(set.classes());
        LabelsToRois tracing = LabelsToRois.defaults();
        if (!set.objects()) return tracing.trace(LabelImages.ofClasses(truth, classes, imp));
        int[][] kinds = new int[truth.length][];
        for (int i = 0; i < truth.length; i++) {
            kinds[i] = IntStream.of(truth[i]).map(value -> Math.min(1, value)).toArray();
        }
        List<TracedRoi> traced = new ArrayList<>();
        tracing.each(
                LabelImages.ofObjects(truth, imp), LabelImages.ofClasses(kinds, classes, imp), classes, traced::add);
        return traced;
    }

    private static int[] values(BufferedImage mask) {
        return mask.getRaster().getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null);
    }
}
