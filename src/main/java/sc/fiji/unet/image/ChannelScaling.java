package sc.fiji.unet.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.base.Sizes;

/**
 * What a normalization does to pixel values, per channel: clip to [low, high], then gain * value + offset. Slices, rows or
 * columns may be scaled each in its own way: then there are numbers for all these places, x fastest, of each channel. More may
 * follow, where numbers of an image were taken from what became of it so far.
 *
 * @param gain one a channel and place
 * @param offset one a channel and place
 * @param low lower clip bound, -infinity for none
 * @param high upper clip bound, +infinity for none
 * @param then what follows; null for nothing
 * @param places along x, y, (z): 1 where all pixels are scaled alike, else the length of the axis; none for 1 along each
 */
public record ChannelScaling(float[] gain, float[] offset, float[] low, float[] high, Then then, int... places) {
    /**
     * What is done to values that were scaled.
     *
     * @param layers which leave as many channels as there are
     * @param scaling follows the layers
     */
    public record Then(List<PixelLayer> layers, ChannelScaling scaling) {
        private Then repeated(int times, int channels) {
            List<PixelLayer> all = new ArrayList<>();
            for (int i = 0; i < times; i++) for (PixelLayer layer : layers) all.add(layer.behind(i * channels));
            return new Then(all, scaling.repeated(times));
        }
    }

    /** Nothing follows. */
    public ChannelScaling(float[] gain, float[] offset, float[] low, float[] high, int... places) {
        this(gain, offset, low, high, null, places);
    }

    /** The same, where more is done then. */
    public ChannelScaling followedBy(List<PixelLayer> layers, ChannelScaling scaling) {
        return new ChannelScaling(gain, offset, low, high, new Then(layers, scaling), places);
    }

    /** Leaves every value as it is. */
    public static ChannelScaling identity(int channels) {
        return new ChannelScaling(
                filled(channels, 1),
                filled(channels, 0),
                filled(channels, Float.NEGATIVE_INFINITY),
                filled(channels, Float.POSITIVE_INFINITY));
    }

    /** The same for images that have all channels so many times. */
    public ChannelScaling repeated(int times) {
        return times == 1
                ? this
                : new ChannelScaling(
                        repeated(gain, times),
                        repeated(offset, times),
                        repeated(low, times),
                        repeated(high, times),
                        then == null ? null : then.repeated(times, channels()),
                        places);
    }

    /** Number of channels that are scaled, each in its own way. */
    public int channels() {
        return gain.length / Sizes.count(places);
    }

    private static float[] repeated(float[] values, int times) {
        float[] all = new float[times * values.length];
        for (int i = 0; i < all.length; i++) all[i] = values[i % values.length];
        return all;
    }

    private static float[] filled(int n, float value) {
        float[] array = new float[n];
        Arrays.fill(array, value);
        return array;
    }
}
