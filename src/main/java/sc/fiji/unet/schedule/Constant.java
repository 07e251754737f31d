package sc.fiji.unet.schedule;

import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** The learning rate stays what it is at the start, from the first step to the last. */
@Plugin(type = LearningRate.class, name = "constant", label = "Constant")
public class Constant implements LearningRate {
    @Override
    public double factor(ScheduleState now, Options options) {
        return 1;
    }
}
