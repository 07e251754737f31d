package sc.fiji.unet.train;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;

/** Something a training tells its listeners: plots, logs, trackers, windows and tests are all listeners. */
public sealed interface TrainingEvent {
    /**
     * Everything is planned and the first step follows.
     *
     * @param classes by index, background first
     * @param history of earlier sittings where the training is resumed, else empty
     */
    record Started(ClassList classes, List<EpochRow> history) implements TrainingEvent {}

    /**
     * An optimizer step is done, and the weights are changed.
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
     * One of the first validation images as the network sees it now; comes before the {@link Validated} of its epoch.
     *
     * @param index of the image, from 0
     * @param image with its truth
     * @param prediction class index of each pixel, row-major ((z), y, x); not to be changed
     */
    record Segmented(int index, AnnotatedImage image, int[] prediction) implements TrainingEvent {}

    /**
     * An epoch is over and its network validated.
     *
     * @param row its line in the history
     * @param best whether no earlier epoch was better
     */
    record Validated(EpochRow row, boolean best) implements TrainingEvent {}

    /** The state was saved, so that a crash from here on loses nothing before it. */
    record Checkpointed(Path file, long step) implements TrainingEvent {}

    /** The training is over, and why: all epochs done, time used up, no more progress, or stopped. */
    record Finished(String reason) implements TrainingEvent {}

    /** Hears events on the training's thread; must be quick. */
    @FunctionalInterface
    interface Listener {
        /** Takes one event, on the thread that trains: a slow listener slows the training. */
        void on(TrainingEvent event);
    }
}
