package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Focal Tversky loss (Abraham and Khan 2019): each class's Tversky loss to a power, then the mean over classes.
 *
 * <p>Options: {@code gamma}, the power itself (the paper writes 1/gamma: its 4/3 is 0.75 here); and those of
 * {@link Tversky}.
 */
@Plugin(type = SegmentationLoss.class, name = "focal-tversky", label = "Focal Tversky")
public class FocalTversky implements SegmentationLoss {
    @Override
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>(Options.defaults("gamma", "0.75"));
        defaults.putAll(new Tversky().defaults());
        return defaults;
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        NDArray misses = Tversky.misses(logits, target, weight, options);
        return Powers.power(misses, options.real("gamma", 0.1, 10)).mean();
    }
}
