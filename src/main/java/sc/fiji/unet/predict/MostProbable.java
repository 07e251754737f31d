package sc.fiji.unet.predict;

import java.util.Arrays;

/**
 * Which class probabilities decide for: the most probable one, the lower index where two are equal. One output alone is
 * binary: class 1 where its probability is above a threshold, else 0. For one thread, whose memory is used again.
 */
public final class MostProbable {
    /** Of binary networks, where nobody chose another. */
    public static final float THRESHOLD = 0.5f;

    private final int classes;
    private final float threshold;
    private float[] best = new float[0];

    /** For so many outputs; the threshold matters where there is one. */
    public MostProbable(int classes, float threshold) {
        this.classes = classes;
        this.threshold = threshold;
    }

    /**
     * Decides for all pixels of an image.
     *
     * @param probabilities (class, pixel)
     * @param classes outputs
     * @return class of each pixel
     */
    public static int[] of(float[] probabilities, int classes) {
        int pixels = probabilities.length / classes;
        int[] decided = new int[pixels];
        new MostProbable(classes, THRESHOLD).decide(probabilities, 0, pixels, decided);
        return decided;
    }

    /**
     * Decides for some pixels that lie side by side.
     *
     * @param p (class, pixel)
     * @param at of the first pixel in the first class
     * @param stride from class to class
     * @param decided filled with their classes; its length says how many there are
     */
    void decide(float[] p, int at, int stride, int[] decided) {
        if (classes == 1) {
            for (int x = 0; x < decided.length; x++) decided[x] = p[at + x] > threshold ? 1 : 0;
        } else {
            argmax(p, at, stride, decided);
        }
    }

    /** Class by class, so that memory is read in order. */
    private void argmax(float[] p, int at, int stride, int[] decided) {
        int width = decided.length;
        if (best.length < width) best = new float[width];
        System.arraycopy(p, at, best, 0, width);
        Arrays.fill(decided, 0);
        for (int k = 1; k < classes; k++) {
            int from = at + k * stride;
            for (int x = 0; x < width; x++) {
                float value = p[from + x];
                // all ones where value > best: noisy probabilities would defeat branch prediction
                int better = Float.floatToRawIntBits(best[x] - value) >> 31;
                decided[x] = decided[x] & ~better | k & better;
                best[x] = Math.max(best[x], value);
            }
        }
    }
}
