package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;

/**
 * How wrong a network is about what it says beside classes: binary cross-entropy with targets in 0 to 1, the mean over
 * numbers and pixels under their weights. Least where the sigmoid of each logit is the target's mean.
 *
 * @param target (N, C, (z), y, x), in 0 to 1
 * @param weight (N, C, (z), y, x), 0 or more
 */
public record AuxiliaryLoss(NDArray target, NDArray weight) {
    private static final float TINY = 1e-12f;

    /** Scalar, of logits shaped like the target; 0 where every weight is 0. */
    public NDArray of(NDArray logits) {
        // log(1 + exp(z)) - t z, in a form that cannot overflow
        NDArray softplus =
                Scalars.maximum(logits, 0).add(logits.abs().neg().exp().add(1).log());
        NDArray perPixel = softplus.sub(logits.mul(target));
        return perPixel.mul(weight).sum().div(Scalars.maximum(weight.sum(), TINY));
    }
}
