package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.Dimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.LargestComponents;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.metrics.EvaluatedImage;

/**
 * Finds out of which classes only the largest connected pieces are worth keeping: the annotations must agree on how many
 * there are, and the validation images must be the better for it. Lists are by class index, 0 for all pieces.
 */
public final class ComponentLimits {
    /** What more pieces mean is not worth guessing. */
    private static final int MOST = 4;

    private static final int FEWEST_IMAGES = 5;
    /** Leaves room for a slip of the hand in one of fifty masks. */
    private static final double AGREEING = 0.98;

    /** A larger image is counted by nobody: it would take a gigabyte, and shows many of everything. */
    private static final long LARGEST_IMAGE = 1L << 26;

    private ComponentLimits() {}

    /** The limits of a model, having told a person about them. */
    public static List<Integer> noted(ModelCard.Labels labels, Progress progress) {
        sentences(labels).forEach(sentence -> progress.note(sentence + " pieces=all keeps all."));
        return labels.pieces();
    }

    /** The limits of a model in words; none where it keeps everything. */
    static List<String> sentences(ModelCard.Labels labels) {
        return IntStream.range(0, labels.pieces().size())
                .filter(k -> labels.pieces().get(k) > 0)
                .mapToObj(k ->
                        sentence(labels.classes().get(k).name(), labels.pieces().get(k)))
                .toList();
    }

    private static String sentence(String name, int most) {
        String kept = most == 1 ? "the largest piece is" : "the " + most + " largest pieces are";
        return "Of " + name + " only " + kept + " kept in each image, as in the images that the model learned from.";
    }

    /** Whether an image is small enough to be looked at as a whole. */
    static boolean fits(Dimensions image) {
        return Intervals.numElements(image) <= LARGEST_IMAGE;
    }

    /** The limits to go with a model that learned from these images, and predicts these. */
    static List<Integer> of(List<AnnotatedImage> annotated, Iterable<EvaluatedImage> validation, int classes) {
        List<Integer> usual = usual(annotated, classes);
        return LargestComponents.keepsAll(usual) ? usual : worthwhile(validation, usual);
    }

    /**
     * How many pieces nearly all annotated images have at most, for the classes that form few. Images where something is
     * to be ignored tell nothing, as what is ignored may be a piece or connect two.
     */
    static List<Integer> usual(List<AnnotatedImage> annotated, int classes) {
        List<int[]> counts = annotated.stream()
                .map(AnnotatedImage::target)
                .filter(ComponentLimits::fits)
                .map(target -> counts(target, classes))
                .filter(found -> found.length > 0)
                .toList();
        List<Integer> usual = new ArrayList<>(Collections.nCopies(classes, 0));
        for (int k = 1; k < classes; k++) {
            int kind = k;
            int[] sorted = counts.stream()
                    .mapToInt(found -> found[kind])
                    .filter(n -> n > 0)
                    .sorted()
                    .toArray();
            if (sorted.length < FEWEST_IMAGES) continue;
            int most = sorted[(int) Math.ceil(AGREEING * sorted.length) - 1];
            if (most <= MOST) usual.set(k, most);
        }
        return usual;
    }

    /** Empty where something is ignored. */
    private static int[] counts(RandomAccessibleInterval<IntType> target, int classes) {
        int[] values = Targets.array(target);
        if (Arrays.stream(values).anyMatch(value -> value == AnnotatedImage.IGNORE)) return new int[0];
        int[] size = Arrays.stream(target.dimensionsAsLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
        return LargestComponents.count(values, size, classes);
    }

    /** Those of the usual limits with which the pooled Dice of their class is higher than without. */
    static List<Integer> worthwhile(Iterable<EvaluatedImage> validation, List<Integer> usual) {
        Confusion all = new Confusion(usual.size());
        Confusion limited = new Confusion(usual.size());
        for (EvaluatedImage image : validation) {
            int[] truth = image.classes().truth();
            int[] prediction = image.classes().prediction();
            all.add(truth, prediction);
            limited.add(truth, LargestComponents.keep(prediction, image.size(), usual));
        }
        return IntStream.range(0, usual.size())
                .mapToObj(k -> limited.dice(k) > all.dice(k) ? usual.get(k) : 0)
                .toList();
    }
}
