package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * One minus the generalized Dice (Sudre et al. 2017): classes are summed before the division, each divided by the square
 * of its size, so that a small class counts like a large one. A class that is absent counts like the smallest present.
 *
 * <p>Options: {@code batch} and {@code background} as in {@link Dice}.
 */
@Plugin(type = SegmentationLoss.class, name = "generalised-dice", label = "Generalized Dice")
public class GeneralizedDice implements SegmentationLoss {
    private static final double EPSILON = 1e-5;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("batch", "true", "background", "true");
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        Overlap overlap = Overlap.of(FlatBatch.of(logits, target, weight), false, options);
        NDArray share = shares(overlap.there());
        int[] classes = {1};
        NDArray both = overlap.both().mul(share).sum(classes);
        NDArray total = overlap.predicted().add(overlap.there()).mul(share).sum(classes);
        NDArray dice = Scalars.mul(both, 2).add(EPSILON).div(total.add(EPSILON));
        return dice.mean().neg().add(1);
    }

    /** (G, C): (smallest present class / class)^2, which is Sudre's weight but for a factor that cancels; 1 if absent. */
    private static NDArray shares(NDArray there) {
        NDArray absent = there.lte(0).toType(there.getDataType(), false);
        NDArray largest = there.max(new int[] {1}, true);
        NDArray smallest = there.add(absent.mul(largest)).min(new int[] {1}, true);
        NDArray share = smallest.div(Scalars.maximum(there, 1e-6)).square();
        return absent.add(absent.neg().add(1).mul(share));
    }
}
