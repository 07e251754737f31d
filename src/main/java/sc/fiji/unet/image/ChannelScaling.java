package sc.fiji.unet.image;

import java.util.Arrays;
import sc.fiji.unet.base.Sizes;

/**
 * What a normalization does to pixel values, per channel: clip to [low, high], then gain * value + offset. Slices, rows or
 * columns may be scaled each in its own way: then there are numbers for all these places, x fastest, of each channel.
 *
 * @param gain one a channel and place
 * @param offset one a channel and place
 * @param low lower clip bound, -infinity for none
 * @param high upper clip bound, +infinity for none
 * @param places along x, y, (z): 1 where all pixels are scaled alike, else the length of the axis; none for 1 along each
 */
public record ChannelScaling(float[] gain, float[] offset, float[] low, float[] high, int... places) {
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
