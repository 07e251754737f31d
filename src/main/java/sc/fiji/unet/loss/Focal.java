package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Focal loss (Lin et al. 2017): cross-entropy times (1 - p)^gamma, p the probability of the true class, so that pixels
 * already right hardly count.
 *
 * <p>Options: {@code gamma}, 0 for plain cross-entropy; {@code classweights}, the paper's alpha.
 */
@Plugin(type = SegmentationLoss.class, name = "focal", label = "Focal")
public class Focal implements SegmentationLoss {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("gamma", "2", ClassWeights.KEY, ClassWeights.NONE);
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        FlatBatch batch = FlatBatch.of(logits, target, weight)
                .withClassWeights(ClassWeights.parse(options.text(ClassWeights.KEY)));
        NDArray logProbability = batch.atTarget(batch.logProbability());
        NDArray miss = logProbability.exp().neg().add(1);
        NDArray focus = Powers.power(miss, options.real("gamma", 0, 10));
        return batch.weightedMean(focus.mul(logProbability).neg());
    }
}
