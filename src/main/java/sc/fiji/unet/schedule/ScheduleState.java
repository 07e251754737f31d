package sc.fiji.unet.schedule;

import java.util.List;

/**
 * Where a training stands: all that a learning rate may depend on.
 *
 * @param step optimizer steps done, 0 at the first
 * @param progress share of the training done: 0 at the first step, towards 1 at the last; of the time budget, where time
 *     is what limits
 * @param scores of the validations so far, oldest first, higher is better
 */
public record ScheduleState(long step, double progress, List<Double> scores) {
    /** Copies the list; refuses a progress outside 0 to 1. */
    public ScheduleState {
        scores = List.copyOf(scores);
        if (step < 0 || !(progress >= 0 && progress <= 1)) {
            throw new IllegalArgumentException("step " + step + ", progress " + progress + ": expected 0 to 1");
        }
    }
}
