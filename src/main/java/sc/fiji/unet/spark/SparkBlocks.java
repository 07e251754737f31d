package sc.fiji.unet.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.distributed.BlockWork;
import sc.fiji.unet.distributed.Stage;

/**
 * Has the tasks of a stage done by the executors of a cluster. What counts is what lies on the shared file system: tasks of
 * executors that were lost, or that failed, are done again by others.
 */
final class SparkBlocks implements BlockRunner {
    private static final int ATTEMPTS = 4;

    private final JavaSparkContext spark;
    private final SparkJob job;
    private int failures;

    SparkBlocks(JavaSparkContext spark, SparkJob job) {
        this.spark = spark;
        this.job = job;
    }

    @Override
    public void run(BlockWork work, Stage stage, Progress progress) {
        List<Integer> missing = missing(work, stage);
        for (int attempt = 0; attempt < ATTEMPTS && !missing.isEmpty(); attempt++) {
            progress.check();
            progress.note(stage.said() + ": " + missing.size() + " of " + work.tasks(stage) + " blocks");
            SparkJob sent = job;
            List<String> failed = spark.parallelize(missing, missing.size())
                    .map(task -> ExecutorBlocks.run(sent, stage, task))
                    .filter(said -> !said.isEmpty())
                    .collect();
            failures += failed.size();
            failed.stream().limit(3).forEach(progress::note);
            missing = missing(work, stage);
        }
        if (!missing.isEmpty())
            throw new InputException(
                    missing.size() + " of " + work.tasks(stage) + " blocks are missing after " + ATTEMPTS
                            + " attempts (" + stage.said()
                            + "); those that are there stay. See above for what failed, then say the"
                            + " same again to go on.");
    }

    private static List<Integer> missing(BlockWork work, Stage stage) {
        List<Integer> missing = new ArrayList<>();
        for (int task = 0; task < work.tasks(stage); task++) if (!work.done(stage, task)) missing.add(task);
        return missing;
    }

    /** How many tasks failed and were done again. */
    int failures() {
        return failures;
    }
}
