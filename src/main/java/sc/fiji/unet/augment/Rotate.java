package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Rotates in the plane by an angle in [-degrees, degrees]; in 3-D also about x and y by angles in [-tilt, tilt],
 * pixels taken as cubes.
 */
@Plugin(type = Augmentation.class, name = "rotate", label = "Rotate by any angle")
public class Rotate implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("degrees", "180", "tilt", "0");
    }

    @Override
    public Warp bend(Warp warp, SplittableRandom random, Options options) {
        Warp turned = rotate(warp, 0, 1, RandomRange.symmetric(options.real("degrees", 0, 180), random));
        double tilt = options.real("tilt", 0, 180);
        if (warp.rank() == 2 || tilt == 0) return turned;
        Warp tilted = rotate(turned, 1, 2, RandomRange.symmetric(tilt, random));
        return rotate(tilted, 0, 2, RandomRange.symmetric(tilt, random));
    }

    private static Warp rotate(Warp warp, int a, int b, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return warp.timesInPlane(a, b, cos, -sin, sin, cos);
    }
}
