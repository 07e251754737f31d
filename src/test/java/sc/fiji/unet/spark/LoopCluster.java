package sc.fiji.unet.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.function.Function;

/** A cluster that is a loop: does one task after the other. */
final class LoopCluster implements SparkTasks.Cluster {
    @Override
    public <T extends Serializable> List<SparkTasks.Failed<T>> run(List<T> tasks, Function<T, String> work) {
        return tasks.stream()
                .map(task -> new SparkTasks.Failed<>(task, called(work, task)))
                .filter(SparkTasks.Failed::isOne)
                .toList();
    }

    private static <T> String called(Function<T, String> work, T task) {
        try {
            return work.call(task);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
