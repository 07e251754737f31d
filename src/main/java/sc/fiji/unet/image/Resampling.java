package sc.fiji.unet.image;

import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/**
 * Resamples images to another pixel size, linearly, and averaging where pixels grow, so that nothing aliases. Edge pixels
 * go on beyond the edge. Stateless.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * Where the new pixels of an axis lie in coordinates of the old ones, whose centres are whole numbers.
     *
     * @param start centre of the first new pixel
     * @param step from one new pixel to the next, above 0
     * @param count of new pixels
     */
    public record Axis(double start, double step, int count) {
        /** Covers an axis of so many pixels by another number of pixels, edge to edge. */
        public static Axis covering(long pixels, int count) {
            double step = (double) pixels / count;
            return new Axis(step / 2 - 0.5, step, count);
        }
    }

    /**
     * Copies an image with pixels of another size.
     *
     * @param size pixels along x, y, (z); the new pixels cover what the old ones do
     */
    public static ImageSource resize(ImageSource source, int[] size) {
        long[] before = source.size();
        int[] extent = Arrays.stream(before).mapToInt(Math::toIntExact).toArray();
        Axis[] axes = new Axis[size.length];
        double[] pixelSize = source.pixelSize().clone();
        long[] after = new long[size.length + 1];
        for (int d = 0; d < size.length; d++) {
            axes[d] = Axis.covering(before[d], size[d]);
            pixelSize[d] *= axes[d].step();
            after[d] = size[d];
        }
        after[size.length] = source.channels();
        float[] all = new float[count(source.name(), after)];
        int pixels = all.length / source.channels();
        float[] whole = pixels(source);
        int old = whole.length / source.channels();
        for (int c = 0; c < source.channels(); c++) {
            float[] channel = resample(Arrays.copyOfRange(whole, c * old, (c + 1) * old), extent, axes);
            System.arraycopy(channel, 0, all, c * pixels, pixels);
        }
        return new ImageSource(source.name(), ArrayImgs.floats(all, after), pixelSize, source.unit());
    }

    /**
     * Copies labels, each new pixel that of the nearest old one.
     *
     * @param labels axes x, y, (z)
     * @param size pixels along x, y, (z); the new pixels cover what the old ones do
     */
    public static RandomAccessibleInterval<IntType> nearest(RandomAccessibleInterval<IntType> labels, int[] size) {
        long[] after = Arrays.stream(size).asLongStream().toArray();
        RandomAccessibleInterval<IntType> resized = ArrayImgs.ints(after);
        RandomAccess<IntType> old = labels.randomAccess();
        Cursor<IntType> cursor = Views.flatIterable(resized).localizingCursor();
        while (cursor.hasNext()) {
            IntType value = cursor.next();
            for (int d = 0; d < size.length; d++) {
                long at = (long) ((cursor.getLongPosition(d) + 0.5) * labels.dimension(d) / size[d]);
                old.setPosition(labels.min(d) + at, d);
            }
            value.set(old.get());
        }
        return resized;
    }

    /**
     * Resamples one channel.
     *
     * @param values row-major ((z), y, x)
     * @param size x, y, (z)
     * @param axes of the result, x, y, (z)
     * @return row-major, of the axes' counts
     */
    public static float[] resample(float[] values, int[] size, Axis... axes) {
        int[] extent = size.clone();
        float[] result = values;
        for (int d = 0; d < axes.length; d++) {
            result = along(result, extent, d, axes[d]);
            extent[d] = axes[d].count();
        }
        return result;
    }

    private static float[] along(float[] values, int[] size, int d, Axis axis) {
        int inner = Sizes.count(Arrays.copyOf(size, d));
        int outer = Sizes.count(Arrays.copyOfRange(size, d + 1, size.length));
        float[] result = new float[Math.toIntExact((long) inner * axis.count() * outer)];
        for (int i = 0; i < axis.count(); i++) {
            double centre = axis.start() + i * axis.step();
            double reach = Math.max(1, axis.step());
            int from = (int) Math.floor(centre - reach) + 1;
            float[] weights = weights(centre, reach, from);
            for (int o = 0; o < outer; o++) {
                int to = (o * axis.count() + i) * inner;
                for (int t = 0; t < weights.length; t++) {
                    int at = (o * size[d] + Math.max(0, Math.min(size[d] - 1, from + t))) * inner;
                    for (int k = 0; k < inner; k++) result[to + k] += weights[t] * values[at + k];
                }
            }
        }
        return result;
    }

    /** A triangle around the centre, as linear interpolation is where pixels shrink. */
    private static float[] weights(double centre, double reach, int from) {
        int count = (int) Math.ceil(centre + reach) - from;
        double[] weights = new double[count];
        for (int t = 0; t < count; t++) weights[t] = 1 - Math.abs(from + t - centre) / reach;
        double sum = Arrays.stream(weights).sum();
        float[] normalised = new float[count];
        for (int t = 0; t < count; t++) normalised[t] = (float) (weights[t] / sum);
        return normalised;
    }

    private static float[] pixels(ImageSource source) {
        int[] size = Arrays.stream(source.size()).mapToInt(Math::toIntExact).toArray();
        float[] values = new float[count(source.name(), source.pixels().dimensionsAsLongArray())];
        new PatchReader(source, ChannelScaling.identity(source.channels())).read(new long[3], size, values, 0);
        return values;
    }

    private static int count(String name, long[] size) {
        long count = Sizes.product(size);
        if (count <= Integer.MAX_VALUE - 8) return (int) count;
        throw new InputException(name + ": " + count + " pixels are too many to rescale at once, expected up to 2^31."
                + " Crop the image, or do not rescale it.");
    }
}
