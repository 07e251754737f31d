package sc.fiji.unet.spark;

import java.util.HashMap;
import java.util.Map;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.distributed.BlockWork;
import sc.fiji.unet.distributed.Stage;

/** Does tasks on an executor, which opens image and model once. A task at a time, as a network uses all processors. */
final class ExecutorBlocks {
    private static final Map<SparkJob, BlockWork> OPEN = new HashMap<>();

    private ExecutorBlocks() {}

    /** Does a task; gives what went wrong, or an empty text. */
    static synchronized String run(SparkJob job, Stage stage, int task) {
        try {
            BlockWork work = OPEN.computeIfAbsent(job, SparkJob::work);
            if (!work.done(stage, task)) work.run(stage, task, Progress.NONE);
            return "";
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // told to the driver, which tries again
            return stage.said() + ", block " + (task + 1) + ": " + SparkTasks.said(e);
        }
    }
}
