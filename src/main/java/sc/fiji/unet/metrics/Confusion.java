package sc.fiji.unet.metrics;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.AnnotatedImage;

/**
 * How many pixels of each class were predicted as each class, and the measures that follow. Class 0 is the background;
 * pixels whose truth is {@link AnnotatedImage#IGNORE} do not count.
 *
 * <p>A measure whose denominator is 0 is NaN: Dice and IoU of a class that is neither in the truth nor in the prediction,
 * the precision of one never predicted, the recall of one that is not there. A background that nobody annotated has no
 * measures at all, for missed foreground is no wrong background. Means leave NaN out, and are NaN themselves where nothing
 * is left. For one thread.
 */
public final class Confusion {
    private final int classes;
    private final long[] counts;

    /** An empty matrix for so many classes, background included. */
    public Confusion(int classes) {
        if (classes < 1) throw new IllegalArgumentException("A confusion matrix needs classes, got " + classes);
        this.classes = classes;
        counts = new long[Math.multiplyExact(classes, classes)];
    }

    /** Counts the pixels of an image, or of a part of one; 2-D or 3-D, in any order that both share. */
    public void add(int[] truth, int[] prediction) {
        if (truth.length != prediction.length) {
            throw new InputException("Truth has " + truth.length + " pixels and the prediction " + prediction.length
                    + ": expected images of one size.");
        }
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] == AnnotatedImage.IGNORE) continue;
            if (isNoClass(truth[i]) || isNoClass(prediction[i])) {
                throw new InputException("Pixel " + i + " has class " + truth[i] + " in the truth and " + prediction[i]
                        + " in the prediction: expected 0 to " + (classes - 1) + ".");
            }
            counts[truth[i] * classes + prediction[i]]++;
        }
    }

    /** Adds the counts of another. */
    public void merge(Confusion other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException("Cannot merge " + other.classes + " classes into " + classes);
        }
        for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
    }

    /** Number of classes, with the background. */
    public int classes() {
        return classes;
    }

    /** Pixels of the one class that were predicted as the other. */
    public long count(int truth, int prediction) {
        return counts[truth * classes + prediction];
    }

    /** Pixels of a class in the truth. */
    public long inTruth(int k) {
        return IntStream.range(0, classes).mapToLong(j -> count(k, j)).sum();
    }

    /** Pixels predicted as a class. */
    public long inPrediction(int k) {
        return IntStream.range(0, classes).mapToLong(j -> count(j, k)).sum();
    }

    /** Number of pixels counted so far, of all classes. */
    public long total() {
        return IntStream.range(0, classes).mapToLong(this::inTruth).sum();
    }

    /** Twice the overlap over the sum of both areas (Dice 1945). */
    public double dice(int k) {
        return isJudged(k) ? 2.0 * count(k, k) / (inTruth(k) + inPrediction(k)) : Double.NaN;
    }

    /** Intersection over union (Jaccard 1912). */
    public double iou(int k) {
        return isJudged(k) ? (double) count(k, k) / (inTruth(k) + inPrediction(k) - count(k, k)) : Double.NaN;
    }

    /** Share of what was predicted as the class that is of the class. */
    public double precision(int k) {
        return isJudged(k) ? (double) count(k, k) / inPrediction(k) : Double.NaN;
    }

    /** Share of the class that was predicted as the class. */
    public double recall(int k) {
        return (double) count(k, k) / inTruth(k);
    }

    /** Mean Dice over the foreground classes. */
    public double meanDice() {
        return foregroundMean(this::dice);
    }

    /** Mean IoU over the foreground classes. */
    public double meanIou() {
        return foregroundMean(this::iou);
    }

    /** Share of all pixels that have their right class. */
    public double pixelAccuracy() {
        long right = IntStream.range(0, classes).mapToLong(k -> count(k, k)).sum();
        return (double) right / total();
    }

    private double foregroundMean(IntToDoubleFunction measure) {
        return Means.ofDefined(IntStream.range(1, classes).mapToDouble(measure));
    }

    private boolean isJudged(int k) {
        return k > 0 || inTruth(k) > 0;
    }

    private boolean isNoClass(int value) {
        return value < 0 || value >= classes;
    }
}
