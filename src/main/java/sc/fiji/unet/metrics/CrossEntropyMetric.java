package sc.fiji.unet.metrics;

import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.AnnotatedImage;

/**
 * Mean cross-entropy in nats of predicted probabilities: how surprised the network is by the truth. Ignored pixels do not
 * count; probabilities below 1e-7 count as 1e-7, so that one pixel cannot decide all. For one thread.
 */
public final class CrossEntropyMetric {
    private static final double LOWEST = 1e-7;

    private double sum;
    private long pixels;

    /**
     * Adds the pixels of an image.
     *
     * @param probabilities (class, (z), y, x); one plane alone is the probability of class 1 against 0
     * @param truth ((z), y, x) class of each pixel
     */
    public void add(float[] probabilities, int[] truth) {
        int planes = truth.length == 0 ? 0 : probabilities.length / truth.length;
        if (probabilities.length != planes * truth.length) {
            throw new InputException("Got " + probabilities.length + " probabilities for " + truth.length
                    + " pixels: expected as many for each class.");
        }
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] == AnnotatedImage.IGNORE) continue;
            double p = planes == 1 ? binary(probabilities[i], truth[i]) : probabilities[truth[i] * truth.length + i];
            sum -= Math.log(Math.max(p, LOWEST));
            pixels++;
        }
    }

    /** Mean over the pixels; NaN where there are none. */
    public double mean() {
        return sum / pixels;
    }

    private static double binary(float p, int truth) {
        return truth == 1 ? p : 1 - p;
    }
}
