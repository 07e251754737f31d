package sc.fiji.unet.spark;

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

    private final JavaSparkContext spark;
    private int failures;

    SparkTasks(JavaSparkContext spark) {
        this.spark = spark;
    }

    /** What is done, how many there are, and of what. */
    record Said(String stage, int all, String things) {}

    /**
     * Does what is missing until nothing is, or often enough.
     *
     * @param missing what is not there yet
     * @param task gives what went wrong, or an empty text; sent to executors
     */
    <T> void run(Said said, Supplier<List<T>> missing, Function<T, String> task, Progress progress) {
        List<T> left = missing.get();
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            progress.check();
            progress.note(said.stage + ": " + left.size() + " of " + said.all + " " + said.things);
            List<String> failed = spark.parallelize(left, left.size())
                    .map(task)
                    .filter(failure -> !failure.isEmpty())
                    .collect();
            failures += failed.size();
            failed.stream().limit(MOST_SAID).forEach(progress::note);
            left = missing.get();
        }
        if (!left.isEmpty())
            throw new InputException(
                    left.size() + " of " + said.all + " " + said.things + " are missing after " + ATTEMPTS
                            + " attempts (" + said.stage
                            + "); those that are there stay. See above for what failed, then say the"
                            + " same again to go on.");
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
