package sc.fiji.unet.spark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.model.LoadedModel;

/**
 * The driver, behind {@code scripts/unet-spark}: segments an image, or a folder of them, by the executors of the cluster that
 * {@code spark-submit} names. Ends with 0 once all is there, with 2 where an option cannot be meant, else with 1.
 */
public final class SparkMain {
    private SparkMain() {}

    /** Runs one job and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            SparkJob job = SparkJob.parse(args);
            SparkConf conf = new SparkConf()
                    .setIfMissing("spark.app.name", "U-Net " + job.result().getFileName())
                    .setIfMissing("spark.log.level", "ERROR"); // what fails, tasks tell by themselves
            try (JavaSparkContext spark = new JavaSparkContext(conf)) {
                SparkTasks tasks = new SparkTasks(spark);
                if (job.ofImages()) images(job, tasks);
                else image(job, tasks);
                System.out.println(
                        "Labels in " + job.result() + "; " + tasks.failures() + " tasks failed and were done again");
            }
            return 0;
        } catch (Exception e) { // Spark throws what it does not declare
            System.err.println(SparkTasks.said(e));
            if (List.of(args).contains("--verbose=true")) e.printStackTrace();
            return e instanceof OptionException ? 2 : 1;
        }
    }

    private static void image(SparkJob job, SparkTasks tasks) {
        try (LoadedModel model = job.open(NOTES)) {
            job.prediction().run(model, job.result(), new SparkBlocks(tasks, job), NOTES);
        }
    }

    private static void images(SparkJob job, SparkTasks tasks) {
        List<String> names = ExecutorImages.prediction().names(job.options());
        tasks.run(
                new SparkTasks.Said("Segmenting " + job.options().input(), names.size(), "images"),
                () -> names.stream().filter(name -> !job.hasLabels(name)).toList(),
                name -> ExecutorImages.run(job, name),
                NOTES);
    }

    private static final Progress NOTES = new Progress() {
        @Override
        public void note(String line) {
            System.err.println(line);
        }
    };
}
