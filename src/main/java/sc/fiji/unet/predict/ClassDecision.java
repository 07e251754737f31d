package sc.fiji.unet.predict;

import java.util.Arrays;
import sc.fiji.unet.base.OptionException;

/**
 * Decides what a pixel is: the most probable class, the lower index where two are equal. A network with one output channel
 * is binary: its pixel is class 1 where the probability is above a threshold. Decides many pixels at a time, which are told
 * class by class, so that memory is read in order. For one thread.
 */
public final class ClassDecision {
    /** The probability from which on a pixel is of the foreground of a binary network. */
    public static final float THRESHOLD = 0.5f;

    private final int outputs;
    private final float threshold;
    private float[] best = new float[0];
    private int[] label = new int[0];

    /**
     * Prepares for a network.
     *
     * @param outputs output channels of the network
     * @param threshold of a binary network, in [0, 1]
     */
    public ClassDecision(int outputs, float threshold) {
        this.outputs = outputs;
        this.threshold = checked(threshold);
    }

    /**
     * Decides for all pixels of an image, at the usual threshold.
     *
     * @param probabilities (output, pixel)
     * @param outputs output channels of the network
     * @return class of each pixel
     */
    public static int[] of(float[] probabilities, int outputs) {
        int pixels = probabilities.length / outputs;
        ClassDecision decision = new ClassDecision(outputs, THRESHOLD);
        for (int k = 0; k < outputs; k++) decision.offer(k, probabilities, k * pixels, pixels);
        return Arrays.copyOf(decision.classes(), pixels);
    }

    static float checked(float threshold) {
        if (!(threshold >= 0 && threshold <= 1)) throw OptionException.outOfRange("threshold", threshold, "0 to 1");
        return threshold;
    }

    /**
     * Takes the probabilities of one output channel; of channel 0 first, then of the others in their order.
     *
     * @param p holds them one after the other
     * @param from where they begin
     * @param pixels how many
     */
    public void offer(int channel, float[] p, int from, int pixels) {
        if (channel == 0) begin(p, from, pixels);
        else improve(channel, p, from, pixels);
    }

    /** The class of each pixel that was offered; holds until others are. The array may be longer. */
    public int[] classes() {
        return label;
    }

    private void begin(float[] p, int from, int pixels) {
        if (label.length < pixels) {
            label = new int[pixels];
            best = new float[pixels];
        }
        if (outputs == 1) {
            for (int i = 0; i < pixels; i++) label[i] = p[from + i] > threshold ? 1 : 0;
        } else {
            System.arraycopy(p, from, best, 0, pixels);
            Arrays.fill(label, 0, pixels, 0);
        }
    }

    private void improve(int channel, float[] p, int from, int pixels) {
        for (int i = 0; i < pixels; i++) {
            float value = p[from + i];
            // all ones where value > best: noisy probabilities would defeat branch prediction
            int better = Float.floatToRawIntBits(best[i] - value) >> 31;
            label[i] = label[i] & ~better | channel & better;
            best[i] = Math.max(best[i], value);
        }
    }
}
