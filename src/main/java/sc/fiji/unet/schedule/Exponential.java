package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * The rate falls to rate times itself every steps optimizer steps: smoothly, or with staircase at the end of each.
 */
@Plugin(type = LearningRate.class, name = "exponential", label = "Exponential decay")
public class Exponential implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("rate", "0.96", "steps", "1000", "staircase", "false");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        double times = (double) now.step() / options.integer("steps", 1, Integer.MAX_VALUE);
        return Math.pow(options.real("rate", 0, 1), options.bool("staircase") ? Math.floor(times) : times);
    }
}
