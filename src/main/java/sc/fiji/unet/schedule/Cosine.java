package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Falls to end along half a cosine wave (Loshchilov and Hutter 2017). */
@Plugin(type = LearningRate.class, name = "cosine", label = "Cosine annealing")
public class Cosine implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Map.of("end", "0");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        return between(1, options.real("end", 0, 1), now.progress());
    }

    /** From one value to another along half a cosine wave, share going from 0 to 1. */
    static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
