package sc.fiji.unet.distributed;

import sc.fiji.unet.base.Progress;

/** Does the tasks of a stage, here or elsewhere. */
@FunctionalInterface
public interface BlockRunner {
    /** One after the other in this program, with a person who can free a full disk. */
    BlockRunner HERE = (work, stage, progress) -> {
        int tasks = work.tasks(stage);
        for (int task = 0; task < tasks; task++) {
            progress.check();
            progress.update(task, tasks, stage.said());
            if (!work.done(stage, task))
                work.runPatiently(stage, task, Progress.numbered(progress, task, tasks, "block"));
        }
    };

    /** Returns once every task is done, or throws. */
    void run(BlockWork work, Stage stage, Progress progress);
}
