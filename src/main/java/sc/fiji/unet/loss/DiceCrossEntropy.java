package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Soft Dice plus cross-entropy (as in nnU-Net, Isensee et al. 2021), each with its factor and its own options.
 *
 * <p>Options: {@code diceweight}, {@code ceweight}, and those of {@link Dice} and {@link CrossEntropy}.
 */
@Plugin(type = SegmentationLoss.class, name = "dice-ce", label = "Dice + cross-entropy")
public class DiceCrossEntropy implements SegmentationLoss {
    private static final double MAX_FACTOR = 1000;
    private final Dice dice = new Dice();
    private final CrossEntropy crossEntropy = new CrossEntropy();

    @Override
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>(Options.defaults("diceweight", "1", "ceweight", "1"));
        defaults.putAll(dice.defaults());
        defaults.putAll(crossEntropy.defaults());
        return defaults;
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        NDArray overlap = dice.loss(logits, target, weight, options);
        NDArray perPixel = crossEntropy.loss(logits, target, weight, options);
        return Scalars.mul(overlap, options.real("diceweight", 0, MAX_FACTOR))
                .add(Scalars.mul(perPixel, options.real("ceweight", 0, MAX_FACTOR)));
    }
}
