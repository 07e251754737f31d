package sc.fiji.unet.label;

import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Helps a network to keep touching instances apart: a gap of background between them, and a heavy loss weight on the
 * narrow background between neighbors (Ronneberger et al. 2015, eq. 2). Distances are in pixels along x; axes [x, y, (z)].
 */
public final class InstanceBorders {
    private static final double REACH = 6;
    private final int[] labels;
    private final int[] size;

    private InstanceBorders(RandomAccessibleInterval<IntType> instances) {
        size = Intervals.dimensionsAsIntArray(instances);
        labels = new int[Math.toIntExact(Intervals.numElements(instances))];
        Cursor<IntType> cursor = Views.flatIterable(instances).cursor();
        for (int i = 0; i < labels.length; i++) labels[i] = cursor.next().get();
    }

    /**
     * A copy of the instance labels in which no two touch: of two that do, the one with the larger number gives way, as
     * ROIs do ({@link RegionPainter#separateTouching}).
     *
     * @param gap width, in pixels, of the background between them; 0 changes nothing. Neighbors at corners count.
     */
    public static RandomAccessibleInterval<IntType> separate(RandomAccessibleInterval<IntType> instances, int gap) {
        InstanceBorders borders = new InstanceBorders(instances);
        int[] separated = borders.labels.clone();
        for (int i = 0; i < separated.length; i++) {
            if (separated[i] > 1 && borders.touchesSmaller(i, gap)) separated[i] = 0;
        }
        return ArrayImgs.ints(separated, instances.dimensionsAsLongArray());
    }

    /** Whether there are at least two instances, without which there is nothing between them. */
    public static boolean hasSeveral(RandomAccessibleInterval<IntType> instances) {
        int first = 0;
        for (IntType label : Views.iterable(instances)) {
            int value = label.get();
            if (value <= 0 || value == first) continue;
            if (first > 0) return true;
            first = value;
        }
        return false;
    }

    /** As below, of square pixels or cubes. */
    public static RandomAccessibleInterval<FloatType> weights(
            RandomAccessibleInterval<IntType> instances, double w0, double sigma) {
        double[] ones = new double[instances.numDimensions()];
        Arrays.fill(ones, 1);
        return weights(instances, ones, w0, sigma);
    }

    /**
     * Loss weights 1 + w0 exp(-(d1 + d2)^2 / (2 sigma^2)) on background, d1 and d2 being the distances to the nearest and
     * the second nearest instance; 1 inside instances; 0 where the label is {@link Targets#IGNORE}.
     *
     * @param spacing size of a pixel along x, y, (z), in any unit
     */
    public static RandomAccessibleInterval<FloatType> weights(
            RandomAccessibleInterval<IntType> instances, double[] spacing, double w0, double sigma) {
        double[] inPixels =
                Arrays.stream(spacing).map(size -> size / spacing[0]).toArray();
        float[] weights = new InstanceBorders(instances).weights(inPixels, w0, sigma);
        return ArrayImgs.floats(weights, instances.dimensionsAsLongArray());
    }

    private boolean touchesSmaller(int i, int gap) {
        Window around = Window.of(size, i).expand(gap, size);
        for (int k = 0; k < around.count(); k++) {
            int other = labels[around.indexIn(size, k)];
            if (other > 0 && other < labels[i]) return true;
        }
        return false;
    }

    private float[] weights(double[] spacing, double w0, double sigma) {
        float[] nearest = new float[labels.length];
        float[] second = new float[labels.length];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        Arrays.fill(second, Float.POSITIVE_INFINITY);
        int[] reach = Arrays.stream(spacing)
                .mapToInt(pixel -> (int) Math.ceil(REACH * sigma / pixel)) // beyond it the weight is below 2e-8 w0
                .toArray();
        Window.ofObjects(labels, size)
                .forEach((label, window) -> measure(label, window.expand(reach, size), spacing, nearest, second));
        float[] weights = new float[labels.length];
        for (int i = 0; i < weights.length; i++) {
            double d = Math.sqrt(nearest[i]) + Math.sqrt(second[i]);
            double extra = labels[i] == 0 ? w0 * Math.exp(-d * d / (2 * sigma * sigma)) : 0;
            weights[i] = labels[i] == Targets.IGNORE ? 0 : (float) (1 + extra);
        }
        return weights;
    }

    private void measure(int label, Window window, double[] spacing, float[] nearest, float[] second) {
        int[] places = new int[window.count()];
        for (int i = 0; i < places.length; i++) places[i] = window.indexIn(size, i);
        float[] squared = DistanceTransform.squared(i -> labels[places[i]] == label, window.size(), spacing);
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            if (squared[i] < nearest[place]) {
                second[place] = nearest[place];
                nearest[place] = squared[i];
            } else if (squared[i] < second[place]) second[place] = squared[i];
        }
    }
}
