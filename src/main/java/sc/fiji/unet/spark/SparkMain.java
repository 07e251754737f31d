package sc.fiji.unet.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.cli.CommandWords;
import sc.fiji.unet.command.CompareCommand;
import sc.fiji.unet.compare.ComparisonResult;
import sc.fiji.unet.model.LoadedModel;

/**
 * The driver, behind {@code scripts/unet-spark}: segments an image, or a folder of them, or compares networks, by the executors
 * of the cluster that {@code spark-submit} names. Ends with 0 once all is there, with 2 where an option cannot be meant, else
 * with 1.
 */
public final class SparkMain {
    private static final String COMPARE = "compare";
    private static final List<String> HELP = List.of("--help", "-h");
    private static final List<String> VERBOSE = List.of("--verbose", "--verbose=true");

    private SparkMain() {}

    /** Runs one job and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        Optional<String> help = help(words);
        help.ifPresent(System.out::print);
        if (help.isPresent()) return 0;
        try {
            if (!words.isEmpty() && words.get(0).equals(COMPARE)) compare(words.subList(1, words.size()));
            else segment(SparkJob.parse(args));
            return 0;
        } catch (Exception e) { // Spark throws what it does not declare
            System.err.println(e instanceof OptionException ? e.getMessage() : SparkTasks.said(e));
            if (words.stream().anyMatch(VERBOSE::contains)) e.printStackTrace();
            return e instanceof OptionException ? 2 : 1;
        }
    }

    /** What may be said, where that is asked for. */
    static Optional<String> help(List<String> words) {
        if (words.stream().noneMatch(HELP::contains)) return Optional.empty();
        boolean compare = words.get(0).equals(COMPARE);
        return Optional.of(
                compare ? CommandWords.help(new CompareCommand(), "unet-spark ... -- " + COMPARE) : SparkJob.help());
    }

    private static void segment(SparkJob job) {
        onCluster(job.result(), tasks -> {
            if (job.ofImages()) images(job, tasks);
            else image(job, tasks);
            System.out.println(
                    "Labels in " + job.result() + "; " + tasks.failures() + " tasks failed and were done again");
        });
    }

    private static void compare(List<String> words) {
        SparkComparison comparison = SparkComparison.parse(
                Path.of("").toAbsolutePath(),
                words.stream().filter(word -> !VERBOSE.contains(word)).toList());
        onCluster(comparison.options().output(), tasks -> {
            ComparisonResult result = new SparkTrainings(tasks, comparison).run(NOTES);
            System.out.println(result.summary());
            System.out.println("Trainings: " + result.done() + " done, "
                    + result.missing().size() + " missing; " + tasks.failures() + " attempts failed");
            SparkTrainings.requireWhole(result);
        });
    }

    private static void onCluster(Path result, Consumer<SparkTasks> work) {
        SparkConf conf = new SparkConf()
                .setIfMissing("spark.app.name", "U-Net " + result.getFileName())
                .setIfMissing("spark.log.level", "ERROR"); // what fails, tasks tell by themselves
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            work.accept(new SparkTasks(spark));
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
