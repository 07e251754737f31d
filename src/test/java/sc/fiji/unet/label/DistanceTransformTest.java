package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTransformTest {
    @Test
    void aPixelTwoRightAndOneDown() {
        float[] squared = DistanceTransform.squared(i -> i == 0, new int[] {3, 2}, new double[] {1, 1});
        assertArrayEquals(new float[] {0, 1, 4, 1, 2, 5}, squared);
    }

    @Test
    void pixelsThatAreNotSquare() {
        float[] squared = DistanceTransform.squared(i -> i == 0, new int[] {2, 2}, new double[] {3, 0.5});
        assertArrayEquals(new float[] {0, 9, 0.25f, 9.25f}, squared);
    }

    @Test
    void nothingToMeasureFromIsInfinitelyFar() {
        float[] squared = DistanceTransform.squared(i -> false, new int[] {2, 1}, new double[] {1, 1});
        assertArrayEquals(new float[] {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY}, squared);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.7})
    void agreesWithSearchingAllPairs(double share) {
        int[] size = {9, 7, 5};
        double[] spacing = {1, 1.3, 2.5};
        Random random = new Random(1);
        boolean[] source = new boolean[Pixels.count(size)];
        for (int i = 0; i < source.length; i++) source[i] = random.nextDouble() < share;
        source[100] = true;
        float[] squared = DistanceTransform.squared(i -> source[i], size, spacing);
        for (int p = 0; p < source.length; p++) {
            double nearest = Double.MAX_VALUE;
            for (int q = 0; q < source.length; q++) if (source[q]) nearest = Math.min(nearest, between(p, q, spacing));
            assertEquals(nearest, squared[p], 1e-4);
        }
    }

    private static double between(int p, int q, double[] spacing) {
        double x = spacing[0] * (p % 9 - q % 9);
        double y = spacing[1] * (p / 9 % 7 - q / 9 % 7);
        double z = spacing[2] * (p / 63 - q / 63);
        return x * x + y * y + z * z;
    }
}
