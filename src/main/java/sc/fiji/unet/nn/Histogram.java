package sc.fiji.unet.nn;

import sc.fiji.unet.nn.Calibration.Range;

/**
 * How the values of a node are spread over real images, from which it follows between which numbers bytes should stand for
 * them.
 *
 * @param low the smallest value, at most 0
 * @param high the largest, at least 0
 * @param counts of equally wide bins in between
 */
public record Histogram(double low, double high, float[] counts) {
    private static final int LARGEST = 255;
    private static final double FINEST_SHARE = 0.2;
    private static final int SHARES = 33;

    /**
     * The part of the whole range in which bytes come closest to the values: of what is left out, and of what is rounded
     * coarsely where nothing is left out, the mean square error is the smallest.
     */
    public Range smallestError() {
        double kept = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < SHARES; i++) {
            double share = 1 - i * (1 - FINEST_SHARE) / (SHARES - 1);
            double error = error(share);
            if (error < least) {
                least = error;
                kept = share;
            }
        }
        return new Range(kept * low, kept * high);
    }

    /** The sum of squares; zeros are exact. */
    private double error(double share) {
        double step = share * (high - low) / LARGEST;
        double rounding = step * step / 12;
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 || edge(i) <= 0 && edge(i + 1) > 0) continue;
            double value = (edge(i) + edge(i + 1)) / 2;
            double beyond = Math.max(0, Math.max(value - share * high, share * low - value));
            sum += counts[i] * (beyond > 0 ? beyond * beyond : rounding);
        }
        return sum;
    }

    private double edge(int bin) {
        return low + (high - low) * bin / counts.length;
    }
}
