package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * One minus the soft Dice coefficient, the mean over classes.
 *
 * <p>Options: {@code squared}, squares in the denominator (Milletari et al. 2016); {@code batch}, one Dice for the whole
 * batch rather than the mean over its images; {@code background}, whether class 0 counts.
 */
@Plugin(type = SegmentationLoss.class, name = "dice", label = "Soft Dice")
public class Dice implements SegmentationLoss {
    static final String[] DEFAULTS = {"squared", "false", "batch", "true", "background", "false"};

    @Override
    public Map<String, String> defaults() {
        return Options.defaults(DEFAULTS);
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        FlatBatch batch = FlatBatch.of(logits, target, weight);
        return Overlap.of(batch, options.bool("squared"), options).dice().neg().add(1);
    }
}
