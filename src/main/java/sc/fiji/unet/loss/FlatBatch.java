package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * A batch of predictions with its ground truth, its D spatial axes laid out as one (S pixels), and at least two
 * classes: a single sigmoid channel z becomes the pair (0, z), whose softmax is (1 - sigmoid(z), sigmoid(z)). Every
 * method returns a new array of the same manager as the logits.
 *
 * @param logits (N, K, S), K at least 2
 * @param target (N, S) class index, int64
 * @param weight (N, S), 0 or more
 */
record FlatBatch(NDArray logits, NDArray target, NDArray weight) {
    /** Keeps a quotient finite where every weight is 0; far below any sum of weights that means something. */
    private static final float TINY = 1e-12f;

    /** Flattens the arguments of {@link SegmentationLoss#loss}. */
    static FlatBatch of(NDArray logits, NDArray target, NDArray weight) {
        Shape shape = logits.getShape();
        if (!target.getShape().equals(weight.getShape())
                || shape.size() != target.size() * shape.get(1)
                || shape.dimension() != target.getShape().dimension() + 1) {
            throw new IllegalArgumentException("Expected logits (N, K, s), target (N, s) and weight (N, s), got "
                    + shape + ", " + target.getShape() + " and " + weight.getShape() + ".");
        }
        long n = shape.get(0);
        NDArray flat = logits.reshape(n, shape.get(1), -1);
        return new FlatBatch(pair(flat), target.reshape(n, -1), weight.reshape(n, -1));
    }

    private static NDArray pair(NDArray flat) {
        return flat.getShape().get(1) > 1 ? flat : flat.zerosLike().concat(flat, 1);
    }

    int classes() {
        return (int) logits.getShape().get(1);
    }

    /** (N, K, S), by the stable route: no softmax is ever taken the logarithm of. */
    NDArray logProbability() {
        return logits.logSoftmax(1);
    }

    /** (N, K, S): the probability of each class at each pixel, 1 over all classes. */
    NDArray probability() {
        return logits.softmax(1);
    }

    /** (N, S): of (N, K, S), the value at each pixel's true class. */
    NDArray atTarget(NDArray perClass) {
        return perClass.gather(target.expandDims(1), 1).squeeze(1);
    }

    /** (N, K, S): 1 at each pixel's true class, else 0. */
    NDArray oneHot() {
        NDArray classIndex = target.getManager().arange(classes()).toType(DataType.INT64, false);
        return target.expandDims(1).eq(classIndex.reshape(1, -1, 1)).toType(logits.getDataType(), false);
    }

    /** The same pixels, each weight multiplied by that of its true class. */
    FlatBatch withClassWeights(ClassWeights classWeights) {
        if (classWeights.equal()) return this;
        NDArray perClass = target.getManager().create(classWeights.of(classes()));
        return new FlatBatch(logits, target, weight.mul(perClass.take(target)));
    }

    /** Scalar: the mean of (N, S) under the weights; 0 where all of them are 0. */
    NDArray weightedMean(NDArray perPixel) {
        return quotient(perPixel.mul(weight).sum(), weight.sum());
    }

    /**
     * As {@link #weightedMean}, over the share of pixels where the value, 0 or more, is largest. Pixels of weight 0 are
     * neither counted nor chosen.
     */
    NDArray weightedMeanOfHardest(NDArray perPixel, double share) {
        if (share >= 1) return weightedMean(perPixel);
        NDArray counted = weight.gt(0).toType(DataType.FLOAT32, false);
        int hardest = (int) Math.max(1, Math.ceil(share * counted.sum().getFloat()));
        NDArray rank = perPixel.stopGradient().add(1).mul(counted).reshape(-1);
        NDList top = rank.topK(hardest, 0, true, false);
        NDArray chosenWeight = weight.reshape(-1).gather(top.get(1), 0);
        NDArray chosen = perPixel.reshape(-1).gather(top.get(1), 0);
        return quotient(chosen.mul(chosenWeight).sum(), chosenWeight.sum());
    }

    private static NDArray quotient(NDArray sum, NDArray total) {
        return sum.div(Scalars.maximum(total, TINY));
    }
}
