package sc.fiji.unet.metrics;

import java.util.Arrays;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/**
 * A segmented image beside its truth, as row-major arrays ((z), y, x).
 *
 * @param name of the image
 * @param size x, y, (z)
 * @param spacing physical size of a pixel along x, y, (z)
 * @param classes true and predicted class of each pixel
 * @param objects true and predicted object of each pixel, 0 for none; null where objects are not told apart
 * @param probabilities (class, (z), y, x) in [0, 1]; null where nobody kept them
 */
public record EvaluatedImage(
        String name, int[] size, double[] spacing, Pair classes, Pair objects, float[] probabilities) {

    /** The same thing in the truth and in the prediction. */
    public record Pair(int[] truth, int[] prediction) {}

    /** Refuses arrays of other sizes. */
    public EvaluatedImage {
        long pixels = Sizes.product(size);
        requireSize(name, classes, pixels);
        if (objects != null) requireSize(name, objects, pixels);
        if (spacing.length != size.length) {
            throw new InputException(name + ": expected a pixel size for each of the axes " + Arrays.toString(size)
                    + ", got " + Arrays.toString(spacing) + ".");
        }
    }

    /** Classes only, pixels of size 1. */
    public EvaluatedImage(String name, int[] size, int[] truth, int[] prediction) {
        this(name, size, ones(size.length), new Pair(truth, prediction), null, null);
    }

    /** A copy whose pixels have this physical size along x, y, (z). */
    public EvaluatedImage withSpacing(double... value) {
        return new EvaluatedImage(name, size, value, classes, objects, probabilities);
    }

    /** A copy with the number of the object at each pixel, 0 for none. */
    public EvaluatedImage withObjects(int[] truth, int[] prediction) {
        return new EvaluatedImage(name, size, spacing, classes, new Pair(truth, prediction), probabilities);
    }

    /** What went wrong with its objects, which must be told apart. */
    public ObjectErrors objectErrors() {
        return ObjectErrors.of(ObjectOverlaps.of(objects.truth(), objects.prediction()));
    }

    /** With the probabilities that led to the classes. */
    public EvaluatedImage withProbabilities(float[] value) {
        return new EvaluatedImage(name, size, spacing, classes, objects, value);
    }

    private static void requireSize(String name, Pair pair, long pixels) {
        if (pair.truth().length == pixels && pair.prediction().length == pixels) return;
        throw new InputException(name + ": the truth has " + pair.truth().length + " pixels and the prediction "
                + pair.prediction().length + ": expected " + pixels + " in both.");
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
