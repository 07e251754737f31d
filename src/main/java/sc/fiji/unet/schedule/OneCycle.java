package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Rises from start to the base rate until the share peak of the training, then falls to end, both along half a cosine
 * wave (Smith and Topin 2018).
 */
@Plugin(type = LearningRate.class, name = "one-cycle", label = "One cycle")
public class OneCycle implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("peak", "0.3", "start", "0.04", "end", "0.000004");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        double peak = options.real("peak", 0.001, 0.999);
        double start = options.real("start", 0, 1);
        double end = options.real("end", 0, 1);
        return now.progress() < peak
                ? Cosine.between(start, 1, now.progress() / peak)
                : Cosine.between(1, end, (now.progress() - peak) / (1 - peak));
    }
}
