package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * One minus the Tversky index (Salehi et al. 2017), the mean over classes: Dice with separate prices for false positives
 * and false negatives.
 *
 * <p>Options: {@code alpha} of false positives, {@code beta} of false negatives (0.5 each is Dice); {@code batch} and
 * {@code background} as in {@link Dice}.
 */
@Plugin(type = SegmentationLoss.class, name = "tversky", label = "Tversky")
public class Tversky implements SegmentationLoss {
    private static final double MAX_PRICE = 100;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("alpha", "0.3", "beta", "0.7", "batch", "true", "background", "false");
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        return misses(logits, target, weight, options).mean();
    }

    /** (G, C): one minus the index of each group and class. */
    static NDArray misses(NDArray logits, NDArray target, NDArray weight, Options options) {
        Overlap overlap = Overlap.of(FlatBatch.of(logits, target, weight), false, options);
        double alpha = options.real("alpha", 0, MAX_PRICE);
        double beta = options.real("beta", 0, MAX_PRICE);
        return overlap.tversky(alpha, beta).neg().add(1);
    }
}
