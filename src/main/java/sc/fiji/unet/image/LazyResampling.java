package sc.fiji.unet.image;

import java.util.Arrays;
import sc.fiji.unet.base.Sizes;

/** Images with pixels of another size that are made when they are asked for: the same, bit for bit, as made at once. */
public final class LazyResampling {
    private final ImageSource source;
    private final int[] before;
    private final Resampling.Axis[] axes;

    private LazyResampling(ImageSource source, int[] size) {
        this.source = source;
        before = Arrays.stream(source.size()).mapToInt(Math::toIntExact).toArray();
        axes = new Resampling.Axis[size.length];
        for (int d = 0; d < size.length; d++) axes[d] = Resampling.Axis.covering(before[d], size[d]);
    }

    /**
     * An image with pixels of another size.
     *
     * @param size pixels along x, y, (z); the new pixels cover what the old ones do
     */
    public static ImageSource of(ImageSource source, int[] size) {
        LazyResampling lazy = new LazyResampling(source, size);
        long[] after = new long[size.length + 1];
        double[] pixelSize = source.pixelSize().clone();
        for (int d = 0; d < size.length; d++) {
            after[d] = size[d];
            pixelSize[d] *= lazy.axes[d].step();
        }
        after[size.length] = source.channels();
        return new ImageSource(
                source.name(), LazyCells.of(after, lazy::values, CellCache.shared()), pixelSize, source.unit());
    }

    private float[] values(long[] min, int... extent) {
        Resampling.Axis[] part = new Resampling.Axis[axes.length];
        for (int d = 0; d < part.length; d++) part[d] = axes[d].part((int) min[d], extent[d]);
        PatchReader reader = new PatchReader(source, ChannelScaling.identity(source.channels()));
        return part(reader, before, source.channels(), part);
    }

    /**
     * Some new pixels of an image, which are the same as in the whole, bit for bit.
     *
     * @param reader of the old pixels
     * @param size of the image, x, y, (z)
     * @param channels of the image
     * @param axes of the part
     * @return row-major (c, (z), y, x)
     */
    private static float[] part(PatchReader reader, int[] size, int channels, Resampling.Axis... axes) {
        int[][] held = Resampling.whole(size);
        int[] extent = new int[size.length];
        long[] min = new long[size.length];
        for (int d = 0; d < size.length; d++) {
            Resampling.Span span = axes[d].reads(size[d]);
            held[d][0] = span.first();
            min[d] = span.first();
            extent[d] = span.count();
        }
        int pixels = Sizes.count(extent);
        float[] values = new float[Math.multiplyExact(channels, pixels)];
        reader.read(min, extent, values, 0);
        int count =
                Sizes.count(Arrays.stream(axes).mapToInt(Resampling.Axis::count).toArray());
        float[] result = new float[Math.multiplyExact(channels, count)];
        for (int c = 0; c < channels; c++) {
            float[] channel = Arrays.copyOfRange(values, c * pixels, (c + 1) * pixels);
            System.arraycopy(Resampling.resample(channel, extent, held, axes), 0, result, c * count, count);
        }
        return result;
    }
}
