package sc.fiji.unet.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Options;

/** The displacement field against properties of B-splines. */
class SplineGridTest {
    @Test
    void theFourWeightsSumToOneAndStartAtOneFourOneSixths() {
        for (double t : new double[] {0, 0.2, 0.5, 0.9}) {
            double sum = 0;
            for (int i = 0; i < 4; i++) sum += SplineGrid.weight(i, t);
            assertEquals(1, sum, 1e-12);
        }
        assertEquals(1 / 6.0, SplineGrid.weight(0, 0), 1e-12);
        assertEquals(4 / 6.0, SplineGrid.weight(1, 0), 1e-12);
        assertEquals(1 / 6.0, SplineGrid.weight(2, 0), 1e-12);
        assertEquals(0, SplineGrid.weight(3, 0), 1e-12);
    }

    @Test
    void aLinearGridGivesALinearDisplacement() {
        int[] size = {20, 15, 7};
        int[] points = SplineGrid.pointsFor(size, 6);
        float[][] values = new float[3][points[0] * points[1] * points[2]];
        for (int i = 0; i < values[0].length; i++) {
            double x = 6 * (i % points[0] - 1);
            double y = 6 * (i / points[0] % points[1] - 1);
            double z = 6 * (i / points[0] / points[1] - 1);
            values[0][i] = (float) (x + 1);
            values[1][i] = (float) (2 * y);
            values[2][i] = (float) (0.5 * z - x);
        }
        SplineGrid grid = new SplineGrid(6, points, values);
        double[][] row = new double[3][20];
        grid.row(13, 5, row);
        for (int x = 0; x < 20; x++) {
            assertEquals(x + 1, row[0][x], 1e-4);
            assertEquals(26, row[1][x], 1e-4);
            assertEquals(2.5 - x, row[2][x], 1e-4);
        }
    }

    @Test
    void elasticDisplacesByItsSigma() {
        Elastic elastic = new Elastic();
        Options options = Options.of("elastic", elastic.defaults(), java.util.Map.of("spacing", "20", "sigma", "5"));
        SplittableRandom random = new SplittableRandom(3);
        double[] squares = new double[2];
        int n = 0;
        for (int i = 0; i < 200; i++) {
            SplineGrid grid = elastic.bend(Warp.identity(101, 61), random.split(), options)
                    .displacement();
            double[][] row = new double[2][101];
            grid.row(30, 0, row);
            for (int x = 0; x < 101; x += 10, n++) {
                for (int d = 0; d < 2; d++) squares[d] += row[d][x] * row[d][x];
            }
            assertTrue(Arrays.stream(row[0]).allMatch(v -> Math.abs(v) <= grid.largest(0)));
        }
        for (double s : squares) assertEquals(5, Math.sqrt(s / n), 0.4);
    }

    @Test
    void displacementsOnOneGridAdd() {
        int[] points = {4, 4};
        float[][] ones = new float[2][16];
        for (float[] v : ones) Arrays.fill(v, 1);
        SplineGrid grid = new SplineGrid(9, points, ones);
        double[][] row = new double[2][9];
        Warp.identity(9, 9).displaced(grid).displaced(grid).displacement().row(4, 0, row);
        for (double[] r : row) assertArrayEquals(new double[] {2, 2, 2, 2, 2, 2, 2, 2, 2}, r, 1e-6);
    }
}
