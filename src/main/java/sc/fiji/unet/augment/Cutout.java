package sc.fiji.unet.augment;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Covers 1 to count boxes with the channels' means (DeVries and Taylor 2017); the sides are up to size times the
 * patch's. Labels stay.
 */
@Plugin(type = Augmentation.class, name = "cutout", label = "Cutout")
public class Cutout implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("count", "2", "size", "0.25");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        int count = 1 + random.nextInt(options.integer("count", 1, 1000));
        double share = options.real("size", 0, 1);
        float[] means = new float[patch.channels()];
        for (int c = 0; c < means.length; c++) means[c] = Intensities.mean(patch, c);
        for (int i = 0; i < count; i++) cover(patch, share, means, random);
    }

    private static void cover(Patch patch, double share, float[] means, SplittableRandom random) {
        int rank = patch.rank();
        int[] min = new int[3];
        int[] side = {1, 1, 1};
        for (int d = 0; d < rank; d++) {
            side[d] = (int) Math.round(patch.size()[d] * share * (0.5 + 0.5 * random.nextDouble()));
            min[d] = random.nextInt(patch.size()[d] - side[d] + 1);
        }
        for (int c = 0; c < means.length; c++) {
            for (int z = min[2]; z < min[2] + side[2]; z++) {
                for (int y = min[1]; y < min[1] + side[1]; y++) {
                    int row = c * patch.pixels() + (z * patch.size()[1] + y) * patch.size()[0] + min[0];
                    Arrays.fill(patch.input(), row, row + side[0], means[c]);
                }
            }
        }
    }
}
