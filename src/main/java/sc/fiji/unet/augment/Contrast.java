package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Multiplies the distance of each value from its channel's mean by a factor in [min, max]; a factor and its inverse
 * are equally likely.
 */
@Plugin(type = Augmentation.class, name = "contrast", label = "Contrast")
public class Contrast implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("min", "0.75", "max", "1.33");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        for (int c = 0; c < patch.channels(); c++) {
            float factor = (float) RandomRange.factor(options, 0.01, 100, random);
            if (factor == 1) continue;
            float offset = Intensities.mean(patch, c) * (1 - factor);
            int from = c * patch.pixels();
            for (int i = from; i < from + patch.pixels(); i++) patch.input()[i] = patch.input()[i] * factor + offset;
        }
    }
}
