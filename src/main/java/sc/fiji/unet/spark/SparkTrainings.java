package sc.fiji.unet.spark;

import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.compare.ComparisonResult;
import sc.fiji.unet.imagej.training.TrainingPictures;

/** Has the trainings of a comparison done by the executors of a cluster. */
record SparkTrainings(SparkTasks tasks, SparkComparison comparison) {
    /** Has what is missing trained, and puts the figures side by side; gives the table, and what else came of it. */
    ComparisonResult run(Progress progress) {
        return TrainingPictures.comparison()
                .run(comparison.options(), (missing, all) -> share(missing, all, progress), progress);
    }

    /** Whatever happens to the cluster, the trainings that are done count. */
    private void share(List<String> missing, int all, Progress progress) {
        SparkComparison sent = comparison;
        try {
            tasks.attempt(
                            new SparkTasks.Said("Training", all, "trainings"),
                            missing,
                            name -> ExecutorTrainings.run(sent, name),
                            progress)
                    .forEach(failed -> progress.note("Failed: " + failed.said()));
        } catch (Exception e) { // Spark throws what it does not declare
            progress.note(SparkTasks.said(e));
        }
    }

    /** Refuses to take a comparison for done that has gaps. */
    static void requireWhole(ComparisonResult result) {
        List<String> missing = result.missing();
        if (!missing.isEmpty())
            throw new InputException(missing.size() + " of " + (result.done() + missing.size())
                    + " trainings are missing: " + String.join(", ", missing)
                    + ". Those that are there stay and are in the table. See above for what failed, then say the same"
                    + " again to go on.");
    }
}
