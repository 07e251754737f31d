package sc.fiji.unet.track;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a training is recorded: a file, TensorBoard, a tracking server. Calls come one after another, {@link #start}
 * first and {@link #close} last; arrays handed over are not changed afterwards. Tags are paths such as
 * {@code train/loss} or {@code validation/dice/nucleus}.
 */
public interface Tracker extends AutoCloseable {
    /**
     * One training as a person wants to find it again.
     *
     * @param name of the run
     * @param parameters every decision that shaped it, in the order to show them
     * @param tags what else to find it by
     */
    record Run(String name, Map<String, String> parameters, Map<String, String> tags) {}

    /** Opens the record; what cannot be reached or written is refused here. */
    void start(Run run);

    /** Forgets what was recorded beyond a step: the training goes on from there. */
    default void resume(long step) {}

    /** Puts what was recorded where a crash cannot take it: what a checkpoint says is past is never recorded again. */
    default void flush() {}

    /** Records a number at a step. Steps of a tag rise; a lower one says that a training resumed from there. */
    void scalar(String tag, long step, double value);

    /** Records a picture at a step; {@code rgb} is row by row, 0xRRGGBB. */
    default void image(String tag, long step, int width, int height, int[] rgb) {}

    /** Keeps a file, or a folder with all that is in it. */
    default void artifact(Path path) {}

    /** Marks the run as a success; a tracker closed without it records a failure where it records such things. */
    default void finished() {}

    @Override
    void close();
}
