package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Cross-entropy of a sigmoid. One channel is the foreground's logit; of several channels each tells its class from the
 * rest, and their losses are averaged.
 *
 * <p>Options: {@code classweights}, multiplied into the pixel weights (two numbers for one channel).
 */
@Plugin(type = SegmentationLoss.class, name = "binary-ce", label = "Binary cross-entropy (sigmoid)")
public class BinaryCrossEntropy implements SegmentationLoss {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(ClassWeights.KEY, ClassWeights.NONE);
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        FlatBatch batch = FlatBatch.of(logits, target, weight)
                .withClassWeights(ClassWeights.parse(options.text(ClassWeights.KEY)));
        if (logits.getShape().get(1) == 1)
            return batch.weightedMean(batch.atTarget(batch.logProbability()).neg());
        return batch.weightedMean(oneAgainstRest(batch));
    }

    /** Mean over classes of log(1 + exp(-z)) for the true one and log(1 + exp(z)) for the others. */
    private static NDArray oneAgainstRest(FlatBatch batch) {
        NDArray logits = batch.logits();
        NDArray softplus = logits.abs().neg().exp().add(1).log().add(Scalars.maximum(logits, 0));
        return softplus.mean(new int[] {1}).sub(Scalars.div(batch.atTarget(logits), batch.classes()));
    }
}
