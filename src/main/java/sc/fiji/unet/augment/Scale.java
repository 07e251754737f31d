package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Shows everything larger by a factor in [min, max], and along each axis by one more in [1/stretch, stretch]. A
 * factor and its inverse are equally likely.
 */
@Plugin(type = Augmentation.class, name = "scale", label = "Scale")
public class Scale implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("min", "0.8", "max", "1.25", "stretch", "1");
    }

    @Override
    public Warp bend(Warp warp, SplittableRandom random, Options options) {
        double factor = RandomRange.factor(options, 0.1, 10, random);
        double stretch = Math.log(options.real("stretch", 1, 10));
        int rank = warp.rank();
        double[] map = new double[rank * rank];
        for (int d = 0; d < rank; d++)
            map[d * rank + d] = 1 / (factor * Math.exp(RandomRange.symmetric(stretch, random)));
        return warp.times(map);
    }
}
