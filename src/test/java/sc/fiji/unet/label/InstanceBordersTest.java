package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

class InstanceBordersTest {
    @Test
    void weightsFollowTheFormulaOnALine() {
        RandomAccessibleInterval<FloatType> weights =
                InstanceBorders.weights(ArrayImgs.ints(new int[] {4, 0, 0, 0, 9, 0, -1}, 7, 1), 10, 2);
        double between = 1 + 10 * Math.exp(-(4.0 * 4.0) / 8); // d1 + d2 = 4 everywhere between the two
        assertEquals(1, weights.getAt(0, 0).get());
        for (int x = 1; x < 4; x++) assertEquals(between, weights.getAt(x, 0).get(), 1e-6);
        assertEquals(1 + 10 * Math.exp(-(6.0 * 6.0) / 8), weights.getAt(5, 0).get(), 1e-6);
        assertEquals(0, weights.getAt(6, 0).get());
    }

    @Test
    void oneInstanceAloneHasNoBorder() {
        RandomAccessibleInterval<FloatType> weights =
                InstanceBorders.weights(ArrayImgs.ints(new int[] {0, 5, 5, 0}, 4, 1), 10, 5);
        for (int x = 0; x < 4; x++) assertEquals(1, weights.getAt(x, 0).get());
    }

    @Test
    void weightsEqualBruteForceInTwoAndThreeDimensions() {
        for (long[] size : new long[][] {{13, 7}, {6, 5, 4}}) {
            int n = (int) java.util.Arrays.stream(size).reduce(1, (a, b) -> a * b);
            Random random = new Random(3);
            int[] labels = random.ints(n, 0, 40).map(v -> v < 4 ? v : 0).toArray();
            var weights = InstanceBorders.weights(ArrayImgs.ints(labels, size), 7, 1.5)
                    .cursor();
            for (int i = 0; i < n; i++) {
                assertEquals(bruteForce(labels, size, i, 7, 1.5), weights.next().get(), 1e-5, "pixel " + i);
            }
        }
    }

    @Test
    void ofTwoThatTouchTheLargerNumberGivesWay() {
        int[] labels = {
            1, 1, 2, 2,
            1, 1, 2, 2,
            0, 0, 0, 2,
        };
        int[] expected = {
            1, 1, 0, 2,
            1, 1, 0, 2,
            0, 0, 0, 2,
        };
        assertArrayEquals(expected, pixels(InstanceBorders.separate(ArrayImgs.ints(labels, 4, 3), 1)));
        assertArrayEquals(labels, pixels(InstanceBorders.separate(ArrayImgs.ints(labels, 4, 3), 0)));
    }

    @Test
    void piecesAreCountedAcrossCorners() {
        int[] labels = {
            1, 0, 2, 0, 2,
            0, 1, 0, 0, 2,
            3, 1, 3, 2, 0,
        };
        assertEquals(java.util.Map.of(1, 1, 2, 2, 3, 2), Components.ofEachValue(labels, new int[] {5, 3}));
        int[] diagonal = {5, 0, 0, 0, 0, 0, 0, 5};
        assertEquals(java.util.Map.of(5, 1), Components.ofEachValue(diagonal, new int[] {2, 2, 2}));
    }

    private static double bruteForce(int[] labels, long[] size, int at, double w0, double sigma) {
        if (labels[at] != 0) return 1;
        double[] nearest = new double[4];
        java.util.Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < labels.length; i++) {
            nearest[labels[i]] = Math.min(nearest[labels[i]], distance(size, at, i));
        }
        double[] sorted = java.util.Arrays.stream(nearest, 1, 4).sorted().toArray();
        double d = sorted[0] + sorted[1];
        return 1 + w0 * Math.exp(-d * d / (2 * sigma * sigma));
    }

    private static double distance(long[] size, int a, int b) {
        double sum = 0;
        for (long length : size) {
            double d = a % length - b % length;
            sum += d * d;
            a /= length;
            b /= length;
        }
        return Math.sqrt(sum);
    }

    private static int[] pixels(RandomAccessibleInterval<IntType> image) {
        int[] pixels = new int[(int) image.size()];
        var cursor = net.imglib2.view.Views.flatIterable(image).cursor();
        for (int i = 0; i < pixels.length; i++) pixels[i] = cursor.next().get();
        return pixels;
    }
}
