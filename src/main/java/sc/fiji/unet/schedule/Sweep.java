package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Rises exponentially from start times the base rate to it: for finding the rate at which the loss falls fastest
 * (Smith 2017).
 */
@Plugin(type = LearningRate.class, name = "sweep", label = "Sweep for a range test")
public class Sweep implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Map.of("start", "0.00001");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        return Math.pow(options.real("start", 1e-12, 1), 1 - now.progress());
    }
}
