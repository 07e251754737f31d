package sc.fiji.unet.spark;

import java.util.HashMap;
import java.util.Map;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.compare.ComparisonWorker;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;

/** Does trainings on an executor, which keeps the images. One at a time, as a network uses all processors. */
final class ExecutorTrainings {
    private static final Map<SparkComparison, ComparisonWorker> OPEN = new HashMap<>();

    private ExecutorTrainings() {}

    /** Does a training; gives what went wrong, or an empty text. */
    static synchronized String run(SparkComparison comparison, String name) {
        try {
            OPEN.computeIfAbsent(comparison, ExecutorTrainings::worker).complete(name, Progress.NONE);
            return "";
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // told to the driver, which tries again
            return name + ": " + SparkTasks.said(e);
        }
    }

    private static ComparisonWorker worker(SparkComparison comparison) {
        return new ComparisonWorker(comparison.options(), new ImageFiles(), TrainingPictures.training());
    }
}
