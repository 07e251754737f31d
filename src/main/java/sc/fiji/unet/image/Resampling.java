package sc.fiji.unet.image;

import java.util.Arrays;
import java.util.function.Function;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/**
 * Resamples images to another pixel size, linearly, and averaging where pixels grow, so that nothing aliases. Edge pixels
 * go on beyond the edge. Stateless.
 */
public final class Resampling {
    /** Pixels that are resampled at a time, of one channel. */
    private static final long STRIP = 1L << 22;

    private Resampling() {}

    /**
     * Where the new pixels of an axis lie in coordinates of the old ones, whose centers are whole numbers.
     *
     * @param start center of the new pixel 0
     * @param step from one new pixel to the next, above 0
     * @param first new pixel that is wanted
     * @param count of new pixels from there on
     */
    public record Axis(double start, double step, int first, int count) {
        /** An axis of which all new pixels are wanted, from pixel 0 on. */
        public Axis(double start, double step, int count) {
            this(start, step, 0, count);
        }

        /** Covers an axis of so many pixels by another number of pixels, edge to edge. */
        public static Axis covering(long pixels, int count) {
            double step = (double) pixels / count;
            return new Axis(step / 2 - 0.5, step, count);
        }

        /** Only some of the new pixels, which are the same as in the whole, bit for bit. */
        public Axis part(int from, int size) {
            return new Axis(start, step, first + from, size);
        }

        private double center(int i) {
            return start + (first + i) * step;
        }

        private double reach() {
            return Math.max(1, step);
        }

        /** The old pixels that the new ones are made of. */
        Span reads(int pixels) {
            int from = (int) Math.floor(center(0) - reach()) + 1;
            int to = (int) Math.ceil(center(count - 1) + reach()) - 1;
            int least = Math.max(0, Math.min(pixels - 1, from));
            return new Span(least, Math.max(0, Math.min(pixels - 1, to)) - least + 1);
        }
    }

    /**
     * Some pixels of an axis.
     *
     * @param first of them
     * @param count how many
     */
    record Span(int first, int count) {}

    /** Reads what lies between these rows, or slices, of an image: all channels, row-major (c, (z), y, x). */
    @FunctionalInterface
    public interface Rows {
        /** Reads some rows, the first of which is given. */
        float[] read(int first, int count);
    }

    /** Takes new rows, or slices: one channel of them, row-major ((z), y, x). */
    @FunctionalInterface
    public interface NewRows {
        /** Takes some of them, the first of which is given. */
        void write(int channel, int first, float[] values);
    }

    /**
     * Copies an image with pixels of another size.
     *
     * @param size pixels along x, y, (z); the new pixels cover what the old ones do
     */
    public static ImageSource resize(ImageSource source, int[] size) {
        return resize(source, size, after -> ArrayImgs.floats(floats(source.name(), after), after));
    }

    /** As above, into an image of zeros, axes x, y, (z), channel, that is made for it. */
    public static ImageSource resize(
            ImageSource source, int[] size, Function<long[], RandomAccessibleInterval<FloatType>> space) {
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
        RandomAccessibleInterval<FloatType> all = space.apply(after);
        PatchReader reader = new PatchReader(source, ChannelScaling.identity(source.channels()));
        strips(
                extent,
                axes,
                source.channels(),
                (first, count) -> read(reader, source, first, count),
                (channel, first, values) -> write(Views.hyperSlice(all, size.length, channel), first, values));
        return new ImageSource(source.name(), all, pixelSize, source.unit());
    }

    private static float[] read(PatchReader reader, ImageSource source, int first, int count) {
        int[] size = Arrays.stream(source.size()).mapToInt(Math::toIntExact).toArray();
        long[] min = new long[3];
        min[size.length - 1] = first;
        size[size.length - 1] = count;
        float[] values = new float[count(source.name(), size, source.channels())];
        reader.read(min, size, values, 0);
        return values;
    }

    /** Writes rows of one channel where they belong. */
    private static void write(RandomAccessibleInterval<FloatType> channel, int first, float[] values) {
        int last = channel.numDimensions() - 1;
        long[] min = channel.minAsLongArray();
        long[] max = channel.maxAsLongArray();
        long row = Intervals.numElements(channel) / channel.dimension(last);
        min[last] += first;
        max[last] = min[last] + values.length / row - 1;
        int i = 0;
        for (FloatType pixel : Views.flatIterable(Views.interval(channel, min, max))) pixel.set(values[i++]);
    }

    /**
     * Resamples strip by strip, rows of an image or slices of a volume, so that no image is ever held as a whole. The
     * result is the same, bit for bit, as of all at once.
     *
     * @param size of the image, x, y, (z)
     * @param axes of the result, x, y, (z)
     * @param channels of the image
     * @param from what is resampled
     * @param to takes the result: strip by strip, in each one channel after the other
     */
    public static void strips(int[] size, Axis[] axes, int channels, Rows from, NewRows to) {
        int last = size.length - 1;
        long row = 1;
        for (int d = 0; d < last; d++) row *= Math.max(size[d], axes[d].count());
        long most = Math.max(1, STRIP / Math.max(1, (long) (row * axes[last].reach())));
        for (int first = 0; first < axes[last].count(); first += (int) most) {
            Axis[] strip = axes.clone();
            strip[last] = axes[last].part(first, (int) Math.min(most, axes[last].count() - first));
            Span held = strip[last].reads(size[last]);
            int[] extent = size.clone();
            extent[last] = held.count();
            float[] values = from.read(held.first(), held.count());
            int pixels = values.length / channels;
            for (int c = 0; c < channels; c++) {
                float[] channel = Arrays.copyOfRange(values, c * pixels, (c + 1) * pixels);
                int[][] whole = whole(size);
                whole[last][0] = held.first();
                to.write(c, first, resample(channel, extent, whole, strip));
            }
        }
    }

    /** By axis the first pixel that is held, and how many the image has. */
    static int[][] whole(int[] size) {
        int[][] held = new int[size.length][];
        for (int d = 0; d < size.length; d++) held[d] = new int[] {0, size[d]};
        return held;
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
        return resample(values, size, whole(size), axes);
    }

    /** Of each axis only some pixels may be held, from the first of two numbers on; of how many says the other. */
    static float[] resample(float[] values, int[] size, int[][] held, Axis... axes) {
        int[] extent = size.clone();
        float[] result = values;
        for (int d = 0; d < axes.length; d++) {
            result = along(result, extent, d, axes[d], held[d]);
            extent[d] = axes[d].count();
        }
        return result;
    }

    private static float[] along(float[] values, int[] size, int d, Axis axis, int[] held) {
        int inner = Sizes.count(Arrays.copyOf(size, d));
        int outer = Sizes.count(Arrays.copyOfRange(size, d + 1, size.length));
        float[] result = new float[Math.toIntExact((long) inner * axis.count() * outer)];
        for (int i = 0; i < axis.count(); i++) {
            double center = axis.center(i);
            double reach = axis.reach();
            int from = (int) Math.floor(center - reach) + 1;
            float[] weights = weights(center, reach, from);
            for (int o = 0; o < outer; o++) {
                int to = (o * axis.count() + i) * inner;
                for (int t = 0; t < weights.length; t++) {
                    int at = (o * size[d] + Math.max(0, Math.min(held[1] - 1, from + t)) - held[0]) * inner;
                    for (int k = 0; k < inner; k++) result[to + k] += weights[t] * values[at + k];
                }
            }
        }
        return result;
    }

    /** A triangle around the center, as linear interpolation is where pixels shrink. */
    private static float[] weights(double center, double reach, int from) {
        int count = (int) Math.ceil(center + reach) - from;
        double[] weights = new double[count];
        for (int t = 0; t < count; t++) weights[t] = 1 - Math.abs(from + t - center) / reach;
        double sum = Arrays.stream(weights).sum();
        float[] normalized = new float[count];
        for (int t = 0; t < count; t++) normalized[t] = (float) (weights[t] / sum);
        return normalized;
    }

    private static int count(String name, int[] size, int channels) {
        long[] all = Arrays.copyOf(Arrays.stream(size).asLongStream().toArray(), size.length + 1);
        all[size.length] = channels;
        return count(name, all);
    }

    private static float[] floats(String name, long[] size) {
        return new float[count(name, size)];
    }

    private static int count(String name, long[] size) {
        long count = Sizes.product(size);
        if (count <= Integer.MAX_VALUE - 8) return (int) count;
        throw new InputException(name + ": " + count + " pixels are too many to rescale at once, expected up to 2^31."
                + " Crop the image, or do not rescale it.");
    }
}
