package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Adds normally distributed noise to each pixel; its standard deviation is between min and max times that of the
 * channel.
 */
@Plugin(type = Augmentation.class, name = "noise", label = "Gaussian noise")
public class Noise implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("min", "0", "max", "0.2");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        double share = RandomRange.between(options, 0, 10, random);
        if (share == 0) return;
        for (int c = 0; c < patch.channels(); c++) {
            double sigma = share * Intensities.of(patch, c).deviation();
            int from = c * patch.pixels();
            for (int i = from; i < from + patch.pixels(); i++) {
                patch.input()[i] += (float) (sigma * random.nextGaussian());
            }
        }
    }
}
