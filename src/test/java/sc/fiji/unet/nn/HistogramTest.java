package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.nn.Calibration.Range;

class HistogramTest {
    /** Ten million values evenly below 1, and one at 100. */
    private final Histogram outlier = histogram(0, 100, 1000, bin -> bin < 10 ? 1_000_000 : bin == 999 ? 1 : 0);

    @Test
    void aSingleFarValueIsCutOffAsItMakesTheOthersCoarse() {
        Range range = outlier.smallestError();
        assertEquals(0, range.low());
        assertTrue(range.high() > 1 && range.high() < 30, "" + range);
    }

    /** The same of ten thousand values: what is cut off counts by its square. */
    @Test
    void aFarValueAmongFewIsKept() {
        Histogram few = histogram(0, 100, 1000, bin -> bin < 10 ? 1000 : bin == 999 ? 1 : 0);
        assertEquals(new Range(0, 100), few.smallestError());
    }

    @Test
    void evenlySpreadValuesAreKeptWhole() {
        Histogram even = histogram(-1, 3, 400, bin -> 10);
        assertEquals(new Range(-1, 3), even.smallestError());
    }

    /** Where all but one value are zeros, which are exact, nothing is gained by cutting that one off. */
    @Test
    void zerosCostNothing() {
        Histogram zeros = histogram(0, 100, 1000, bin -> bin == 0 ? 1_000_000 : bin == 999 ? 1 : 0);
        assertEquals(new Range(0, 100), zeros.smallestError());
    }

    @Test
    void aRangeThatIsNoneStaysSo() {
        assertEquals(new Range(0, 0), histogram(0, 0, 10, bin -> 0).smallestError());
    }

    private static Histogram histogram(double low, double high, int bins, IntUnaryOperator count) {
        float[] counts = new float[bins];
        for (int i = 0; i < bins; i++) counts[i] = count.applyAsInt(i);
        return new Histogram(low, high, counts);
    }
}
