package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.unet.config.Options;

/**
 * How much of each class was predicted, is there, and both: weighted sums over pixels. Each is (G, C) for G = 1 pooled
 * batch or N single images, and C classes.
 *
 * @param both predicted and there (soft true positives)
 * @param predicted sum of probabilities, or of their squares
 * @param there sum of the target
 */
record Overlap(NDArray both, NDArray predicted, NDArray there) {
    /** Where a class is neither predicted nor there the ratio is 1: nothing was wrong. */
    private static final double EPSILON = 1e-5;

    /** The options that say what to sum over; the background is a class like others only where asked. */
    static final String[] DEFAULTS = {"batch", "true", "background", "false"};

    /** Sums as the options {@code batch} (pool the batch) and {@code background} (count class 0 too) say. */
    static Overlap of(FlatBatch batch, boolean squared, Options options) {
        NDArray probability = batch.probability();
        NDArray weight = batch.weight().expandDims(1);
        NDArray there = batch.oneHot().mul(weight);
        NDArray predicted = (squared ? probability.square() : probability).mul(weight);
        return new Overlap(sum(probability.mul(there), options), sum(predicted, options), sum(there, options));
    }

    /** Scalar: the mean over groups and classes. */
    NDArray dice() {
        NDArray total = predicted.add(there);
        return Scalars.mul(both, 2).add(EPSILON).div(total.add(EPSILON)).mean();
    }

    /** (G, C): both / (both + alpha * false positives + beta * false negatives). */
    NDArray tversky(double alpha, double beta) {
        NDArray wrong = Scalars.mul(predicted.sub(both), alpha).add(Scalars.mul(there.sub(both), beta));
        return both.add(EPSILON).div(both.add(wrong).add(EPSILON));
    }

    private static NDArray sum(NDArray perPixel, Options options) {
        NDArray sums = perPixel.sum(options.bool("batch") ? new int[] {0, 2} : new int[] {2});
        long classes = perPixel.getShape().get(1);
        NDArray rows = sums.reshape(-1, classes);
        return options.bool("background") ? rows : rows.get(":, 1:");
    }
}
