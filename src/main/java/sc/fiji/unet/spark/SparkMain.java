package sc.fiji.unet.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.model.LoadedModel;

/**
 * The driver, behind {@code scripts/unet-spark}: segments an image by the executors of the cluster that {@code spark-submit}
 * names. Ends with 0 once all is there, with 2 where an option cannot be meant, else with 1.
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
                    .setIfMissing("spark.app.name", "U-Net " + job.result().getFileName());
            try (JavaSparkContext spark = new JavaSparkContext(conf);
                    LoadedModel model = job.open(NOTES)) {
                SparkBlocks blocks = new SparkBlocks(spark, job);
                job.prediction().run(model, job.result(), blocks, NOTES);
                System.out.println(
                        "Labels in " + job.result() + "; " + blocks.failures() + " tasks failed and were done again");
            }
            return 0;
        } catch (InputException e) {
            System.err.println(e.getMessage());
            return e instanceof OptionException ? 2 : 1;
        } catch (Exception e) { // Spark throws what it does not declare
            e.printStackTrace();
            return 1;
        }
    }

    private static final Progress NOTES = new Progress() {
        @Override
        public void note(String line) {
            System.err.println(line);
        }
    };
}
