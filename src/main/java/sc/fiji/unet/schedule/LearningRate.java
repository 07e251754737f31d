package sc.fiji.unet.schedule;

import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/**
 * The learning rate as a pure function of how the training went so far: no state, so a resumed training continues on the
 * same curve. Options are checked at every call. Use it through {@link Schedule}, which adds the warm-up.
 */
public interface LearningRate extends Extension {
    /**
     * The factor on the base learning rate.
     *
     * @param now where the training stands
     * @param options this schedule's own
     * @return factor, 0 or more
     */
    double factor(ScheduleState now, Options options);

    /** The index of the cycle the training is in, from 0. At the end of each, the weights are worth a snapshot. */
    default int cycle(ScheduleState now, Options options) {
        return 0;
    }
}
