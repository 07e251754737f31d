package sc.fiji.unet.schedule;

import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/** The learning rate as a pure function of progress: no state, so a resumed training continues on the same curve. */
public interface LearningRate extends Extension {
    /**
     * The factor on the base learning rate.
     *
     * @param progress share of the training done: 0 at the first step, towards 1 at the last
     * @param options this schedule's own
     * @return factor, 0 or more
     */
    double factor(double progress, Options options);
}
