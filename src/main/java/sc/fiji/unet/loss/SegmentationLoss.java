package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/**
 * How wrong a network is, as one differentiable number. Where gradients flow, multiply, divide and compare with plain numbers
 * by {@link Scalars}, not by DJL's methods.
 */
public interface SegmentationLoss extends Extension {
    /**
     * Computes the loss of a batch.
     *
     * @param logits (N, K, (z), y, x), float32, before softmax or sigmoid
     * @param target (N, (z), y, x), int64 class index in 0..K-1; where the weight is 0 it is 0 and means nothing
     * @param weight (N, (z), y, x), float32, 0 or more; a pixel of weight 0 adds neither value nor gradient
     * @param options this loss's own
     * @return a scalar, 0 where every weight is 0
     */
    NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options);
}
