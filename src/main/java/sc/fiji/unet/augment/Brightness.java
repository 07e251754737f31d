package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Adds to each channel a value in [-shift, shift] standard deviations of the channel. */
@Plugin(type = Augmentation.class, name = "brightness", label = "Brightness")
public class Brightness implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Map.of("shift", "0.3");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        for (int c = 0; c < patch.channels(); c++) {
            double shift = RandomRange.symmetric(options.real("shift", 0, 10), random);
            float add = (float) (shift * Intensities.of(patch, c).deviation());
            int from = c * patch.pixels();
            for (int i = from; i < from + patch.pixels(); i++) patch.input()[i] += add;
        }
    }
}
