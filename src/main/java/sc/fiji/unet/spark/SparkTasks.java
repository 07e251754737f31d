package sc.fiji.unet.spark;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/**
 * Has tasks done by the executors of a cluster. What counts is what lies on the shared file system: tasks of executors that
 * were lost, or that failed, are done again by others.
 */
final class SparkTasks {
    private static final int ATTEMPTS = 4;
    private static final int MOST_SAID = 3;

    private final Cluster cluster;
    private int failures;

    SparkTasks(JavaSparkContext spark) {
        this(new Cluster() {
            @Override
            public <T extends Serializable> List<Failed<T>> run(List<T> tasks, Function<T, String> work) {
                return spark.parallelize(tasks, tasks.size())
                        .map(task -> new Failed<>(task, work.call(task)))
                        .filter(Failed::isOne)
                        .collect();
            }
        });
    }

    SparkTasks(Cluster cluster) {
        this.cluster = cluster;
    }

    /** A task that was not done, and what went wrong; of those that were done, nothing did. */
    record Failed<T extends Serializable>(T task, String said) implements Serializable {
        boolean isOne() {
            return !said.isEmpty();
        }
    }

    /** Who does tasks. */
    interface Cluster {
        /** Tries each task once; gives those that failed. */
        <T extends Serializable> List<Failed<T>> run(List<T> tasks, Function<T, String> work);
    }

    /** What is done, how many there are, and of what. */
    record Said(String stage, int all, String things) {}

    /**
     * Does what is missing until nothing is, or often enough.
     *
     * @param missing what is not there yet; asked once, as on a shared file system that takes long
     * @param task gives what went wrong, or an empty text; sent to executors
     */
    <T extends Serializable> void run(
            Said said, Supplier<List<T>> missing, Function<T, String> task, Progress progress) {
        int left = attempt(said, missing.get(), task, progress).size();
        if (left > 0)
            throw new InputException(left + " of " + said.all + " " + said.things + " are missing after " + ATTEMPTS
                    + " attempts (" + said.stage
                    + "); those that are there stay. See above for what failed, then say the"
                    + " same again to go on.");
    }

    /** Does what is missing, and what fails again, often enough; gives what failed to the last. */
    <T extends Serializable> List<Failed<T>> attempt(
            Said said, List<T> missing, Function<T, String> task, Progress progress) {
        List<T> left = missing;
        List<Failed<T>> failed = List.of();
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            progress.check();
            progress.note(said.stage + ": " + left.size() + " of " + said.all + " " + said.things);
            failed = cluster.run(left, task);
            failures += failed.size();
            failed.stream().limit(MOST_SAID).map(Failed::said).forEach(progress::note);
            left = failed.stream().map(Failed::task).toList();
        }
        return failed;
    }

    /** How many tasks failed and were done again. */
    int failures() {
        return failures;
    }

    /** A failure in one line. */
    static String said(Throwable e) {
        boolean clear = e instanceof InputException || e instanceof UncheckedIOException;
        String line =
                (clear ? e.getMessage() : "Failed: " + e).lines().findFirst().orElse("");
        return clear ? line : line + " (--verbose=true shows where)";
    }
}
