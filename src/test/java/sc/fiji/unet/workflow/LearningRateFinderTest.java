package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Progress;

class LearningRateFinderTest {
    @Test
    void theProposalLiesATenthBelowTheLowestLoss() {
        double[] rates = IntStream.range(0, 601)
                .mapToDouble(i -> 1e-6 * Math.pow(10, i / 100.0))
                .toArray();
        // a valley whose bottom is at 0.01; the running mean lags behind by less than 20 steps, a fifth of a decade
        double[] losses = IntStream.range(0, 601)
                .mapToDouble(i -> 1 + Math.abs(i - 400) / 400.0)
                .toArray();
        double proposal = new RateCurve(rates, losses).proposal();
        assertTrue(proposal >= 0.001 && proposal < 0.0016, "proposed " + proposal);
    }

    @Test
    void theRunningMeanOfAConstantIsThatConstant() {
        double[] threes = {3, 3, 3, 3};
        assertArrayEquals(threes, new RateCurve(new double[] {1, 2, 3, 4}, threes).smooth(), 1e-12);
    }

    @Test
    void aRisingLossProposesNothing() {
        RateCurve curve = new RateCurve(new double[] {1, 2, 3}, new double[] {1, 2, 3});
        assertTrue(Double.isNaN(curve.proposal()));
    }

    @Test
    void ratesRiseAMillionfoldAndAUsefulOneIsProposed() {
        RateCurve curve = LearningRateFinder.run(
                TinySet.of(1, "background", "disk"), FineTuningTest.options(Path.of("unused")), 60, Progress.NONE);
        assertEquals(1e-6, curve.rates()[0], 1e-7);
        assertTrue(curve.rates()[curve.rates().length - 1] > 0.1);
        assertTrue(curve.proposal() > 1e-4 && curve.proposal() < 0.5, "proposed " + curve.proposal());
        assertEquals(curve.rates().length + 1, curve.csv().lines().count());
    }
}
