package sc.fiji.unet.image;

import java.util.Arrays;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;

/**
 * The rows of one plane of an image in display colors: contrast stretched to all but the most extreme pixels, one
 * channel gray, three as red, green and blue with one contrast for all, any other number as colored lights that add up.
 */
public final class DisplayRows {
    private static final String CONTRAST = "percentile low=0.5 high=99.5 clip=true";
    private static final float[][] RGB = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final float[][] LIGHTS = {{0, 1, 0}, {1, 0, 1}, {0, 1, 1}, {1, 1, 0}, {1, 0, 0}, {0, 0, 1}, {1, 1, 1}
    };
    private static final float[][] GRAY = {{1, 1, 1}};

    private final PatchReader reader;
    private final float[][] lights;
    private final int channels;
    private final long[] min;
    private final int[] size;
    private final int reduce;
    private final int across;
    private final float[] values;
    private final float[] rgb;

    /** Shows the plane z (0 in 2-D), reduced by a whole factor. */
    public DisplayRows(ImageSource source, long z, int reduce) {
        channels = source.channels();
        lights = channels == 1 ? GRAY : channels == 3 ? RGB : LIGHTS;
        reader = new PatchReader(source, contrast(source));
        this.reduce = reduce;
        min = source.rank() == 3 ? new long[] {0, 0, z} : new long[2];
        size = new int[source.rank()];
        Arrays.fill(size, 1);
        size[0] = (int) source.size()[0];
        size[1] = reduce;
        across = Math.min(reduce, size[0]); // images are narrower than a single pixel of their picture now and then
        values = new float[Math.multiplyExact(size[0] * reduce, channels)];
        rgb = new float[3 * (size[0] / across)];
    }

    /** Red, green, blue, in 0..1 but for lights that add up to more, of each pixel of a row; reduced by averaging. */
    public float[] rgb(int row) {
        min[1] = (long) row * reduce;
        reader.read(min, size, values, 0);
        Arrays.fill(rgb, 0);
        float share = 1f / (across * reduce);
        for (int c = 0; c < channels; c++) {
            float[] light = lights[c % lights.length];
            for (int y = 0; y < reduce; y++) {
                int from = (c * reduce + y) * size[0];
                for (int x = 0; x < rgb.length / 3 * across; x++) {
                    for (int i = 0; i < 3; i++) rgb[x / across * 3 + i] += share * light[i] * values[from + x];
                }
            }
        }
        return rgb;
    }

    private static ChannelScaling contrast(ImageSource source) {
        var percentile = Extensions.of(Normalization.class).get(Spec.parse(CONTRAST));
        ChannelScaling scaling = percentile.extension().fit(source, percentile.options());
        return source.channels() == 3 ? joint(scaling) : scaling;
    }

    /** One contrast for red, green and blue keeps the hues. */
    private static ChannelScaling joint(ChannelScaling scaling) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            if (scaling.gain()[c] == 0) continue;
            low = Math.min(low, scaling.low()[c]);
            high = Math.max(high, scaling.high()[c]);
        }
        if (low >= high) return scaling;
        for (int c = 0; c < 3; c++) {
            scaling.gain()[c] = 1 / (high - low);
            scaling.offset()[c] = -low / (high - low);
            scaling.low()[c] = low;
            scaling.high()[c] = high;
        }
        return scaling;
    }
}
