package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class EpochRowTest {
    private static List<EpochRow> history(double... dice) {
        return DoubleStream.of(dice)
                .mapToObj(d -> new EpochRow(1, 1, 1, 0.1, 0.1, new Validation.Scores(0.1, d, d, new double[] {d, d})))
                .toList();
    }

    @Test
    void theBestEpochIsTheFirstOfThoseThatAreAsGood() {
        assertEquals(0, EpochRow.sinceBest(history(), 0));
        assertEquals(0, EpochRow.sinceBest(history(0.5), 0));
        assertEquals(2, EpochRow.sinceBest(history(0.5, 0.8, 0.8, 0.7), 0));
        assertEquals(0, EpochRow.sinceBest(history(0.5, 0.8, 0.7, 0.81), 0));
    }

    /** A training that is resumed counts from there as well as one that was not interrupted. */
    @Test
    void withSlackALaterEpochIsTheBestThoughItIsALittleWorse() {
        assertEquals(0, EpochRow.sinceBest(history(0.5, 0.800, 0.798), 0.003));
        assertEquals(1, EpochRow.sinceBest(history(0.5, 0.800, 0.798, 0.796), 0.003), "little steps do not add up");
        assertEquals(2, EpochRow.sinceBest(history(0.5, 0.800, 0.797, 0.7), 0.0029));
    }
}
