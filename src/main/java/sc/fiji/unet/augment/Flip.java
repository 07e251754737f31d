package sc.fiji.unet.augment;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;

/** Mirrors along each of the given axes with probability 1/2. Option axes: some of x, y, z, or none. */
@Plugin(type = Augmentation.class, name = "flip", label = "Flip")
public class Flip implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Map.of("axes", "xyz");
    }

    @Override
    public Warp bend(Warp warp, SplittableRandom random, Options options) {
        String axes = options.text("axes");
        if (!axes.matches("none|[xyz]{1,3}")) {
            throw OptionException.unknown("flip: axes", axes, List.of("x", "xy", "xyz", "none"));
        }
        Warp flipped = warp;
        for (int d = 0; d < 3; d++) {
            boolean chosen = random.nextBoolean() && axes.indexOf("xyz".charAt(d)) >= 0;
            if (chosen && d < warp.rank()) flipped = flipped.times(mirror(d, warp.rank()));
        }
        return flipped;
    }

    private static double[] mirror(int axis, int rank) {
        double[] map = Warp.identity(new int[rank]).matrix();
        map[axis * rank + axis] = -1;
        return map;
    }
}
