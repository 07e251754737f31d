package sc.fiji.unet.image;

import java.util.Arrays;

/**
 * What a normalization does to pixel values, per channel: clip to [low, high], then gain * value + offset.
 *
 * @param gain one a channel
 * @param offset one a channel
 * @param low lower clip bound a channel, -infinity for none
 * @param high upper clip bound a channel, +infinity for none
 */
public record ChannelScaling(float[] gain, float[] offset, float[] low, float[] high) {
    /** Leaves every value as it is. */
    public static ChannelScaling identity(int channels) {
        return new ChannelScaling(
                filled(channels, 1),
                filled(channels, 0),
                filled(channels, Float.NEGATIVE_INFINITY),
                filled(channels, Float.POSITIVE_INFINITY));
    }

    /** Number of channels that are scaled, each in its own way. */
    public int channels() {
        return gain.length;
    }

    private static float[] filled(int n, float value) {
        float[] array = new float[n];
        Arrays.fill(array, value);
        return array;
    }
}
