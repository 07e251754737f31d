package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Falls to end, as a power of the share of the training that is left (Chen et al. 2017, DeepLab: 0.9). */
@Plugin(type = LearningRate.class, name = "polynomial", label = "Polynomial decay")
public class Polynomial implements LearningRate {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("power", "0.9", "end", "0");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        double end = options.real("end", 0, 1);
        return end + (1 - end) * Math.pow(1 - now.progress(), options.real("power", 0, 100));
    }
}
