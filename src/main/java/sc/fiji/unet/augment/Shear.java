package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Slants the plane along x or along y by an angle in [-degrees, degrees]. */
@Plugin(type = Augmentation.class, name = "shear", label = "Shear")
public class Shear implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Map.of("degrees", "10");
    }

    @Override
    public Warp bend(Warp warp, SplittableRandom random, Options options) {
        double slope = Math.tan(Math.toRadians(RandomRange.symmetric(options.real("degrees", 0, 60), random)));
        return random.nextBoolean() ? warp.timesInPlane(0, 1, 1, slope, 0, 1) : warp.timesInPlane(0, 1, 1, 0, slope, 1);
    }
}
