package sc.fiji.unet.spark;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.distributed.BlockWork;
import sc.fiji.unet.distributed.Stage;

/** Has the blocks of a stage done by the executors of a cluster. */
final class SparkBlocks implements BlockRunner {
    private final SparkTasks tasks;
    private final SparkJob job;

    SparkBlocks(SparkTasks tasks, SparkJob job) {
        this.tasks = tasks;
        this.job = job;
    }

    @Override
    public void run(BlockWork work, Stage stage, Progress progress) {
        SparkJob sent = job;
        tasks.run(
                new SparkTasks.Said(stage.said(), work.tasks(stage), "blocks"),
                () -> missing(work, stage),
                task -> ExecutorBlocks.run(sent, stage, task),
                progress);
    }

    private static List<Integer> missing(BlockWork work, Stage stage) {
        List<Integer> missing = new ArrayList<>();
        for (int task = 0; task < work.tasks(stage); task++) if (!work.done(stage, task)) missing.add(task);
        return missing;
    }
}
