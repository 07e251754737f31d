package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/** Which tasks are done again, by a cluster that is a loop. */
class SparkTasksTest {
    private static final SparkTasks.Said SAID = new SparkTasks.Said("Doing", 4, "blocks");

    private final List<Integer> done = new ArrayList<>();
    private int listed;

    private List<Integer> missing() {
        listed++;
        return List.of(1, 2, 3);
    }

    @Test
    void onlyWhatFailedIsDoneAgainAndWhatIsMissingIsListedOnce() {
        SparkTasks tasks = new SparkTasks(new LoopCluster());
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
        SparkTasks tasks = new SparkTasks(new LoopCluster());
        String message = assertThrows(
                        InputException.class,
                        () -> tasks.run(SAID, this::missing, task -> task > 1 ? "no" : "", Progress.NONE))
                .getMessage();
        assertTrue(message.startsWith("2 of 4 blocks are missing after 4 attempts"), message);
        assertEquals(8, tasks.failures());
    }
}
