package sc.fiji.unet.schedule;

import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** The base rate throughout. */
@Plugin(type = LearningRate.class, name = "constant", label = "Constant")
public class Constant implements LearningRate {
    @Override
    public double factor(Moment now, Options options) {
        return 1;
    }
}
