package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Bends the intensities of each channel between its lowest and its highest value by an exponent in [min, max]; an
 * exponent and its inverse are equally likely.
 */
@Plugin(type = Augmentation.class, name = "gamma", label = "Gamma")
public class Gamma implements Augmentation {
    /** Steps of the table that stands for the power function, which would cost more than all the rest. */
    private static final int STEPS = 4096;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("min", "0.7", "max", "1.4");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        for (int c = 0; c < patch.channels(); c++) {
            double exponent = RandomRange.factor(options, 0.1, 10, random);
            Intensities range = Intensities.of(patch, c);
            if (exponent != 1 && range.max() > range.min()) bend(patch, c, range, exponent);
        }
    }

    private static void bend(Patch patch, int channel, Intensities range, double exponent) {
        float width = range.max() - range.min();
        float[] table = new float[STEPS + 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = range.min() + width * (float) Math.pow((double) i / STEPS, exponent);
        }
        float[] input = patch.input();
        int from = channel * patch.pixels();
        for (int i = from; i < from + patch.pixels(); i++) {
            float place = (input[i] - range.min()) / width * STEPS;
            int below = (int) place;
            input[i] = table[below] + (place - below) * (table[below + 1] - table[below]);
        }
    }
}
