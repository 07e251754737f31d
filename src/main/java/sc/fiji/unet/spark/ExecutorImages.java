package sc.fiji.unet.spark;

import java.util.HashMap;
import java.util.Map;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.workflow.Prediction;

/** Segments images of a folder on an executor, which opens the model once. One at a time, as a network uses all processors. */
final class ExecutorImages {
    private static final Map<SparkJob, LoadedModel> OPEN = new HashMap<>();

    private ExecutorImages() {}

    /** The way from image files to label files. */
    static Prediction prediction() {
        return new Prediction(new ImageFiles(), new SegmentationFiles());
    }

    /** Segments an image; gives what went wrong, or an empty text. */
    static synchronized String run(SparkJob job, String name) {
        try {
            LoadedModel model = OPEN.computeIfAbsent(job, one -> one.open(Progress.NONE));
            prediction().segment(name, job.options(), model, Progress.NONE);
            return "";
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // told to the driver, which tries again
            return name + ": " + SparkTasks.said(e);
        }
    }
}
