package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Turns in the plane by 0, 90, 180 or 270 degrees, each equally likely. Option quarters: the largest number of
 * quarters.
 */
@Plugin(type = Augmentation.class, name = "turn", label = "Turn by 90 degrees")
public class Rotate90 implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Map.of("quarters", "3");
    }

    @Override
    public Warp bend(Warp warp, SplittableRandom random, Options options) {
        int quarters = random.nextInt(options.integer("quarters", 0, 3) + 1);
        Warp turned = warp;
        for (int i = 0; i < quarters; i++) turned = turned.timesInPlane(0, 1, 0, -1, 1, 0);
        return turned;
    }
}
