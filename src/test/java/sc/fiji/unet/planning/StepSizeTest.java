package sc.fiji.unet.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many patches a step has, counted by hand. */
class StepSizeTest {
    private static final long USUAL = 10_000;

    @ParameterizedTest(name = "{0} pixels in all, patches of {1}: {2} a step, an epoch has {3} steps")
    @CsvSource({
        "Infinity, 1000, 10, 20", // time enough
        "8000000, 1000, 10, 20", // just enough for 800 usual steps
        "4000000, 1000, 5, 40", // 800 steps of 5
        "100000, 1000, 4, 50", // 25 steps: fewer patches would be too few
        "100000, 100, 4, 160", // at most 32 patches are a usual step
        "100000, 5000, 2, 20", // large ones
        "100000, 20000, 2, 20" // larger than a usual step
    })
    void shortTrainingsMakeSmallSteps(double seen, long pixels, int patches, int steps) {
        StepSize size = new StepSize(USUAL, seen);
        assertEquals(patches, size.patches(pixels));
        assertEquals(steps, size.stepsAnEpoch(patches, pixels, USUAL));
    }

    @ParameterizedTest(name = "{0} pixels to learn from: {1} steps")
    @CsvSource({"1, 20", "300000, 30", "305000, 31", "9999999, 250"})
    void anEpochIsAPass(double training, int steps) {
        assertEquals(steps, new StepSize(USUAL, Double.POSITIVE_INFINITY).stepsAnEpoch(10, 1000, training));
    }
}
