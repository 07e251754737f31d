package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Cross-entropy of softmax probabilities, the mean over pixels under their weights: with the border weights of
 * Ronneberger et al. 2015 as pixel weights this is that paper's loss for touching objects.
 *
 * <p>Options: {@code smoothing}, the share of the target spread evenly over all classes (Szegedy et al. 2016);
 * {@code classweights}, multiplied into the pixel weights; {@code topk}, the share of pixels, the hardest, that count
 * (Wu et al. 2016).
 */
@Plugin(type = SegmentationLoss.class, name = "cross-entropy", label = "Cross-entropy")
public class CrossEntropy implements SegmentationLoss {
    static final String[] DEFAULTS = {"smoothing", "0", ClassWeights.KEY, ClassWeights.NONE, "topk", "1"};

    @Override
    public Map<String, String> defaults() {
        return Options.defaults(DEFAULTS);
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        FlatBatch batch = FlatBatch.of(logits, target, weight)
                .withClassWeights(ClassWeights.parse(options.text(ClassWeights.KEY)));
        NDArray perPixel = smoothed(batch, options.real("smoothing", 0, 1));
        return batch.weightedMeanOfHardest(perPixel, options.real("topk", 1e-6, 1));
    }

    private static NDArray smoothed(FlatBatch batch, double smoothing) {
        NDArray logProbability = batch.logProbability();
        NDArray sharp = batch.atTarget(logProbability);
        if (smoothing == 0) return sharp.neg();
        NDArray even = logProbability.mean(new int[] {1});
        return Scalars.mul(sharp, smoothing - 1).sub(Scalars.mul(even, smoothing));
    }
}
