package sc.fiji.unet.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Changes of intensity worked out by hand. */
class IntensityTest {
    private static Patch patch(int channels, int width, float... values) {
        Patch patch = Patch.empty(channels, width, values.length / width / channels);
        System.arraycopy(values, 0, patch.input(), 0, values.length);
        return patch;
    }

    private static Patch apply(String step, Patch patch, long seed) {
        new Augmenter(AugmentationPlan.parse(step)).apply(patch, new SplittableRandom(seed));
        return patch;
    }

    @Test
    void gammaTwoSquaresTheShareOfTheRange() {
        Patch patch = apply("gamma min=2 max=2", patch(1, 5, 10, 12, 14, 16, 18), 1);
        assertArrayEquals(new float[] {10, 10.5f, 12, 14.5f, 18}, patch.input(), 1e-4f);
    }

    @Test
    void contrastTurnsAboutTheMean() {
        Patch patch = apply("contrast min=2 max=2", patch(2, 2, 1, 3, 10, 20), 1);
        assertArrayEquals(new float[] {0, 4, 5, 25}, patch.input(), 1e-5f);
    }

    @Test
    void brightnessMovesAllByTheSameShareOfTheDeviation() {
        for (int seed = 0; seed < 50; seed++) {
            float[] v = apply("brightness shift=0.5", patch(1, 2, 1, 5), seed).input();
            assertEquals(4, v[1] - v[0], 1e-5);
            assertTrue(Math.abs(v[0] - 1) <= 1 + 1e-5); // deviation 2
        }
    }

    @Test
    void noiseHasTheDeviationAskedFor() {
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) values[i] = i % 2 == 0 ? 7 : 11; // deviation 2
        float[] noisy =
                apply("noise min=0.5 max=0.5", patch(1, 200, values.clone()), 4).input();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            sum += noisy[i] - values[i];
            squares += Math.pow(noisy[i] - values[i], 2);
        }
        assertEquals(0, sum / values.length, 0.02);
        assertEquals(1, Math.sqrt(squares / values.length), 0.02);
    }

    @Test
    void blurSpreadsAPointIntoAGaussian() {
        float[] values = new float[11 * 9];
        values[4 * 11 + 5] = 1;
        float[] blurred = apply("blur min=1 max=1", patch(1, 11, values), 1).input();
        double sum = 0;
        for (float v : blurred) sum += v;
        assertEquals(1, sum, 1e-5);
        assertEquals(Math.exp(-0.5), blurred[4 * 11 + 6] / blurred[4 * 11 + 5], 1e-5);
        assertEquals(Math.exp(-0.5 * 5), blurred[6 * 11 + 4] / blurred[4 * 11 + 5], 1e-5);
    }

    @Test
    void blurKeepsAFlatPlaneSmallerThanItsKernel() {
        for (float v : apply("blur min=3 max=3", patch(1, 2, 4, 4, 4, 4), 1).input()) assertEquals(4, v, 1e-5);
    }

    @Test
    void lowResolutionJoinsTheMeansOfBlocks() {
        // blocks of two: means 2, 6 at x = 0.5 and 2.5
        Patch patch = apply("low-resolution min=2 max=2", patch(1, 4, 1, 3, 5, 7, 1, 3, 5, 7), 1);
        assertArrayEquals(new float[] {2, 3, 5, 6, 2, 3, 5, 6}, patch.input(), 1e-5f);
    }

    @Test
    void channelDropLeavesAChannel() {
        for (int seed = 0; seed < 30; seed++) {
            float[] v = apply("channel-drop count=9", patch(3, 2, 1, 3, 4, 6, 7, 9), seed)
                    .input();
            int flat = 0;
            for (int c = 0; c < 3; c++) {
                if (v[2 * c] == v[2 * c + 1]) flat++;
                assertEquals(2 + 3 * c, (v[2 * c] + v[2 * c + 1]) / 2);
            }
            assertTrue(flat == 1 || flat == 2, flat + " channels dropped");
        }
    }

    @Test
    void cutoutCoversABoxWithTheMean() {
        float[] values = new float[400];
        for (int i = 0; i < 400; i++) values[i] = i % 2; // mean 1/2
        float[] cut = apply("cutout count=1 size=0.5", patch(1, 20, values), 9).input();
        int covered = 0;
        for (float v : cut) covered += v == 0.5f ? 1 : 0;
        assertTrue(covered >= 25 && covered <= 100, covered + " pixels covered: expected sides of 5 to 10");
    }
}
