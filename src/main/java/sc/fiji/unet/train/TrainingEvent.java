package sc.fiji.unet.train;

import java.nio.file.Path;

/** Something a training tells its listeners: plots, logs, trackers, windows and tests are all listeners. */
public sealed interface TrainingEvent {
    /**
     * An optimizer step is done.
     *
     * @param step steps so far
     * @param progress share of the training done, 0 to 1
     * @param loss of the step's batch
     * @param learningRate that was used
     * @param gradientNorm before clipping
     */
    record StepDone(long step, double progress, double loss, double learningRate, double gradientNorm)
            implements TrainingEvent {}

    /**
     * An epoch is over and validated.
     *
     * @param row its line in the history
     * @param best whether no earlier epoch was better
     */
    record Validated(EpochRow row, boolean best) implements TrainingEvent {}

    /** The state was saved, so that a crash from here on loses nothing before it. */
    record Checkpointed(Path file, long step) implements TrainingEvent {}

    /** The training is over. */
    record Finished(String reason) implements TrainingEvent {}

    /** Hears events on the training's thread; must be quick. */
    @FunctionalInterface
    interface Listener {
        /** Takes one event. */
        void on(TrainingEvent event);
    }
}
