package sc.fiji.unet.steps;

import java.util.Arrays;
import sc.fiji.unet.image.ChannelScaling;

/** Clips and linear maps of each channel, or of each place of it, one after the other, as one clip and one linear map. */
final class StepwiseScaling {
    private static final double SMALLEST_STEP = 1e-30;
    private final double[] gain;
    private final double[] offset;
    private final double[] low;
    private final double[] high;

    StepwiseScaling(int channels) {
        gain = new double[channels];
        offset = new double[channels];
        low = new double[channels];
        high = new double[channels];
        Arrays.fill(gain, 1);
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
    }

    /** Values times a factor, and a summand. */
    void map(int channel, double factor, double summand) {
        gain[channel] *= factor;
        offset[channel] = offset[channel] * factor + summand;
    }

    /** Values within bounds. */
    void clip(int channel, double from, double to) {
        if (gain[channel] == 0) {
            offset[channel] = clamp(offset[channel], from, to);
            return;
        }
        double a = (from - offset[channel]) / gain[channel];
        double b = (to - offset[channel]) / gain[channel];
        low[channel] = clamp(low[channel], Math.min(a, b), Math.max(a, b));
        high[channel] = clamp(high[channel], Math.min(a, b), Math.max(a, b));
    }

    /** 1 above a threshold, else 0: a clip to two neighboring floats, which become 0 and 1. */
    void binarize(int channel, double threshold) {
        if (gain[channel] == 0) {
            offset[channel] = offset[channel] > threshold ? 1 : 0;
            return;
        }
        boolean rising = gain[channel] > 0;
        double at = (threshold - offset[channel]) / gain[channel];
        float last = (float) at; // the last float that does not count
        if (rising && last > at) last = Math.nextDown(last);
        if (!rising && last < at) last = Math.nextUp(last);
        double first = rising
                ? Math.max(Math.nextUp(last), last + SMALLEST_STEP)
                : Math.min(Math.nextDown(last), last - SMALLEST_STEP);
        low[channel] = clamp(low[channel], Math.min(last, first), Math.max(last, first));
        high[channel] = clamp(high[channel], Math.min(last, first), Math.max(last, first));
        gain[channel] = 1 / (first - last);
        offset[channel] = -last / (first - last);
    }

    private static double clamp(double value, double from, double to) {
        return Math.min(Math.max(value, from), to);
    }

    /** What a value is by now. */
    float apply(int channel, float value) {
        float clipped = Math.min(Math.max(value, (float) low[channel]), (float) high[channel]);
        return (float) gain[channel] * clipped + (float) offset[channel];
    }

    /**
     * As it is by now.
     *
     * @param places whose numbers stand for channels, those of each channel one after the other
     */
    ChannelScaling scaling(int... places) {
        return new ChannelScaling(floats(gain), floats(offset), floats(low), floats(high), places);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}
