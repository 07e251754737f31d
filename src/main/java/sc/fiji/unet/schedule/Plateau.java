package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Falls to rate times itself whenever patience validations in a row were not better than the best so far by more than
 * threshold; never below end.
 */
@Plugin(type = LearningRate.class, name = "plateau", label = "Reduce on plateau")
public class Plateau implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("rate", "0.5", "patience", "5", "threshold", "0.0001", "end", "0.001");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        double rate = options.real("rate", 0, 1);
        int patience = options.integer("patience", 1, Integer.MAX_VALUE);
        double threshold = options.real("threshold", 0, Double.MAX_VALUE);
        double end = options.real("end", 0, 1);
        double factor = 1;
        double best = Double.NEGATIVE_INFINITY;
        int waited = 0;
        for (double score : now.scores()) {
            boolean better = score > best + threshold;
            if (better) best = score;
            waited = better ? 0 : waited + 1;
            if (waited == patience) {
                factor = Math.max(end, factor * rate);
                waited = 0;
            }
        }
        return factor;
    }
}
