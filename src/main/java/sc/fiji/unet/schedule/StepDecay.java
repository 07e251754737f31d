package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** The training is cut into equal parts; in each the rate is that of the one before times rate. */
@Plugin(type = LearningRate.class, name = "step", label = "Step")
public class StepDecay implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("rate", "0.1", "parts", "3");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        int parts = options.integer("parts", 1, 1000);
        int part = Math.min((int) (now.progress() * parts), parts - 1);
        return Math.pow(options.real("rate", 0, 1), part);
    }
}
