package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/** Which tasks are done again, by a cluster that is a loop. */
class SparkTasksTest {
    private static final SparkTasks.Said SAID = new SparkTasks.Said("Doing", 4, "blocks");

    private final List<Integer> done = new ArrayList<>();
    private int listed;

    /** Does one after the other. */
    private static final class Loop implements SparkTasks.Cluster {
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

    private List<Integer> missing() {
        listed++;
        return List.of(1, 2, 3);
    }

    @Test
    void onlyWhatFailedIsDoneAgainAndWhatIsMissingIsListedOnce() {
        SparkTasks tasks = new SparkTasks(new Loop());
        tasks.run(
                SAID,
                this::missing,
                task -> {
                    done.add(task);
                    return task == 2 && done.size() < 5 ? "2 fails" : "";
                },
                Progress.NONE);
        assertEquals(List.of(1, 2, 3, 2, 2), done);
        assertEquals(1, listed);
        assertEquals(2, tasks.failures());
    }

    @Test
    void whatFailsAlwaysIsAnErrorThatCountsIt() {
        SparkTasks tasks = new SparkTasks(new Loop());
        String message = assertThrows(
                        InputException.class,
                        () -> tasks.run(SAID, this::missing, task -> task > 1 ? "no" : "", Progress.NONE))
                .getMessage();
        assertTrue(message.startsWith("2 of 4 blocks are missing after 4 attempts"), message);
        assertEquals(8, tasks.failures());
    }
}
