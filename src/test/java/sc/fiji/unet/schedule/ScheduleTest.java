package sc.fiji.unet.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;

/** Learning rates against values worked out by hand. */
class ScheduleTest {
    private static double at(String schedule, long step, long total) {
        return schedule(schedule).factor(at(step, total));
    }

    @ParameterizedTest
    @CsvSource({
        "constant, 0, 1",
        "constant, 99, 1",
        "step rate=0.5 parts=4, 24, 1",
        "step rate=0.5 parts=4, 25, 0.5",
        "step rate=0.5 parts=4, 99, 0.125",
        "step rate=0.5 parts=4, 100, 0.125",
        "exponential rate=0.25 steps=10, 5, 0.5",
        "exponential rate=0.25 steps=10, 20, 0.0625",
        "exponential rate=0.25 steps=10 staircase=true, 9, 1",
        "exponential rate=0.25 steps=10 staircase=true, 10, 0.25",
        "polynomial power=2, 50, 0.25",
        "polynomial power=1 end=0.2, 50, 0.6",
        "polynomial, 100, 0",
        "cosine, 0, 1",
        "cosine, 50, 0.5",
        "cosine end=0.5, 100, 0.5",
        "cosine-restarts cycles=2, 25, 0.5",
        "cosine-restarts cycles=2, 50, 1",
        "cosine-restarts cycles=2 end=0.2, 100, 0.2",
        "cosine-restarts cycles=5, 60, 1",
        "one-cycle peak=0.2 start=0.04 end=0, 0, 0.04",
        "one-cycle peak=0.2 start=0.04 end=0, 10, 0.52",
        "one-cycle peak=0.2 start=0.04 end=0, 20, 1",
        "one-cycle peak=0.2 start=0.04 end=0, 60, 0.5",
        "one-cycle peak=0.2 start=0.04 end=0, 100, 0",
        "sweep start=0.0001, 0, 0.0001",
        "sweep start=0.0001, 50, 0.01",
        "sweep start=0.0001, 100, 1",
        "constant warmup=4, 0, 0.25",
        "constant warmup=4, 2, 0.75",
        "constant warmup=4, 3, 1",
        "polynomial power=1 warmup=100, 49, 0.255",
    })
    void handComputedFactorOfAHundredSteps(String schedule, long step, double expected) {
        assertEquals(expected, at(schedule, step, 100), 1e-12);
    }

    @Test
    void restartsLastLongerByTheirGrowth() {
        // cycles of 1, 2 and 4 sevenths
        String schedule = "cosine-restarts cycles=3 growth=2";
        assertEquals(1, at(schedule, 10, 70), 1e-9);
        assertEquals(0.5, at(schedule, 20, 70), 1e-9);
        assertEquals(1, at(schedule, 30, 70), 1e-9);
        assertEquals(0.5, at(schedule, 50, 70), 1e-9);
        assertEquals(0, at(schedule, 70, 70), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "cycles=5, '20 40 60 80 100'",
        "cycles=3 growth=2, '15 43 100'",
        "cycles=1, '100'",
        "cycles=3 growth=0.5, '58 86 100'"
    })
    void aSnapshotIsDueAfterTheLastStepOfEachCycle(String options, String expected) {
        Schedule schedule = schedule("cosine-restarts " + options);
        int[] ends = IntStream.rangeClosed(1, 100)
                .filter(done -> schedule.endsCycle(at(done - 1, 100), at(done, 100)))
                .toArray();
        assertEquals(expected, Arrays.toString(ends).replaceAll("[\\[\\],]", ""));
    }

    @Test
    void noRoundingMovesTheEndOfACycle() {
        for (int total : new int[] {70, 110, 170, 490}) {
            for (int end = total / 10; end < total; end += total / 10) {
                assertEquals(1, at("cosine-restarts cycles=10", end, total), 1e-9);
                assertTrue(schedule("cosine-restarts cycles=10").endsCycle(at(end - 1, total), at(end, total)));
            }
        }
    }

    @Test
    void schedulesWithoutCyclesNeverEndOne() {
        assertFalse(schedule("cosine").endsCycle(at(99, 100), at(100, 100)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "'0.5 0.5 0.5', 0.5",
        "'0.5 0.5', 1",
        "'0.5 0.5 0.5 0.5', 0.5",
        "'0.5 0.5 0.5 0.5 0.5', 0.25",
        "'0.5 0.4 0.6 0.6', 1",
        "'0.5 0.55 0.58', 0.5",
        "'0.5 0.4 0.4 0.4 0.4 0.4 0.4 0.4 0.4', 0.1",
    })
    void plateauWaitsForTwoValidationsWithoutProgress(String scores, double expected) {
        List<Double> history = Arrays.stream(scores.split(" "))
                .filter(s -> !s.isEmpty())
                .map(Double::valueOf)
                .toList();
        Schedule schedule = schedule("plateau rate=0.5 patience=2 threshold=0.09 end=0.1");
        assertEquals(expected, schedule.factor(new ScheduleState(5, 0.5, history)), 1e-12);
    }

    @Test
    void badOptionsAreRefusedWhenTheScheduleIsRead() {
        for (String bad : List.of(
                "cosine end=2",
                "cosine ends=0",
                "cosin",
                "step parts=0",
                "constant warmup=-1",
                "constant warmup=many",
                "plateau patience=0")) {
            assertThrows(OptionException.class, () -> schedule(bad), bad);
        }
    }

    static Iterable<String> ids() {
        return Extensions.of(LearningRate.class).labels().keySet();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyScheduleStaysBetweenNothingAndTheBaseRate(String id) {
        Schedule schedule = new Schedule(new Spec(id, java.util.Map.of("warmup", "7")));
        for (int step = 0; step <= 91; step++) {
            double factor = schedule.factor(at(step, 91));
            assertTrue(factor >= 0 && factor <= 1 + 1e-12, id + " at " + step + ": " + factor);
        }
    }

    private static Schedule schedule(String text) {
        return new Schedule(Spec.parse(text));
    }

    /** For a training of a known number of steps, not looking at validations. */
    private static ScheduleState at(long step, long total) {
        return new ScheduleState(step, (double) step / total, List.of());
    }
}
