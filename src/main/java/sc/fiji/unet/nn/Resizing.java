package sc.fiji.unet.nn;

import java.util.Arrays;

/** Makes the weights of a first convolution, (out, in, window), fit another number of channels. */
final class Resizing {
    private Resizing() {}

    /** Every new channel weighs as the mean of the old ones, scaled so that a sum over all channels stays alike. */
    static float[] channels(float[] weight, int[] shape, int channels) {
        int before = shape[1];
        int window = weight.length / shape[0] / before;
        float[] resized = new float[shape[0] * channels * window];
        for (int i = 0; i < resized.length; i++) {
            int filter = i / (channels * window);
            double sum = 0;
            for (int c = 0; c < before; c++) sum += weight[(filter * before + c) * window + i % window];
            resized[i] = (float) (sum / channels);
        }
        return resized;
    }

    /** Whether two shapes differ in nothing but the channels that go in. */
    static boolean equalButChannels(int[] a, int[] b) {
        if (a.length != b.length || a.length < 2) return false;
        int[] copy = a.clone();
        copy[1] = b[1];
        return Arrays.equals(copy, b);
    }
}
