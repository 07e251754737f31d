package sc.fiji.unet.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading through warps, by hand on tiny images and by formula on linear ones. */
class ResamplerTest {
    /** 3 x 2 pixels: 1 2 3 / 4 5 6, labels the same. */
    private static ImageRegion six() {
        Patch patch = Patch.empty(1, 3, 2);
        for (int i = 0; i < 6; i++) {
            patch.input()[i] = i + 1;
            patch.target()[i] = i + 1;
            patch.weight()[i] = i + 1;
        }
        return new ImageRegion(patch, new long[2], new long[] {3, 2});
    }

    private static void assertReads(Warp warp, int... expected) {
        Patch patch = Resampler.read(six(), warp, new long[] {0, 0});
        float[] floats = new float[expected.length];
        for (int i = 0; i < floats.length; i++) floats[i] = expected[i];
        assertArrayEquals(expected, patch.target());
        assertArrayEquals(floats, patch.input());
        assertArrayEquals(floats, patch.weight());
    }

    @Test
    void flipsByHand() {
        Warp identity = Warp.identity(3, 2);
        assertReads(identity, 1, 2, 3, 4, 5, 6);
        assertReads(identity.times(new double[] {-1, 0, 0, 1}), 3, 2, 1, 6, 5, 4);
        assertReads(identity.times(new double[] {1, 0, 0, -1}), 4, 5, 6, 1, 2, 3);
        assertReads(identity.times(new double[] {-1, 0, 0, -1}), 6, 5, 4, 3, 2, 1);
    }

    @Test
    void quarterTurnOfAnUnevenPatchStaysOnPixelsAndMirrorsBeyondTheEdge() {
        // a 2 x 3 patch read turned from the 3 x 2 image: rows run along -y, columns along x
        Patch patch = Resampler.read(six(), Warp.identity(2, 3).timesInPlane(0, 1, 0, -1, 1, 0), new long[] {0, 0});
        for (int i = 0; i < 6; i++) assertEquals(patch.target()[i], patch.input()[i]);
        // map: (x, y) -> (a - y, b + x); center (0.5, 1) -> (0.5, 1): a = 1.5 -> 2, b = 0.5 -> 0 by rounding to even
        assertArrayEquals(new int[] {3, 6, 2, 5, 1, 4}, patch.target());
    }

    @Test
    void outsideIsTheMirrorImage() {
        Patch patch = Resampler.read(six(), Warp.identity(9, 1), new long[] {-3, -1});
        assertArrayEquals(new int[] {5, 6, 5, 4, 5, 6, 5, 4, 5}, patch.target()); // row -1 mirrors row 1
    }

    @Test
    void halfAPixelIsTheMeanAndLabelsStayWhole() {
        Warp half = Warp.identity(3, 2).times(new double[] {0.5, 0, 0, 1});
        Patch patch = Resampler.read(six(), half, new long[] {0, 0});
        assertArrayEquals(new float[] {1.5f, 2, 2.5f, 4.5f, 5, 5.5f}, patch.input());
        assertArrayEquals(new int[] {2, 2, 3, 5, 5, 6}, patch.target());
    }

    @ParameterizedTest
    @CsvSource({"30, 1, 0", "-71, 0.8, 5", "145, 1.3, 12"})
    void aLinearImageIsReadExactlyThroughAnyComposition(double degrees, double zoom, double shear) {
        SplittableRandom random = new SplittableRandom(2);
        Warp warp = Warp.identity(21, 14);
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        warp = warp.timesInPlane(0, 1, cos, -sin, sin, cos)
                .times(new double[] {zoom, 0, 0, zoom})
                .timesInPlane(0, 1, 1, Math.tan(Math.toRadians(shear)), 0, 1)
                .displaced(grid(new int[] {21, 14}, 2, random));
        long[] origin = {40, 43};
        ImageRegion region = plane(100, 99, warp, origin);
        Patch patch = Resampler.read(region, warp, origin);
        double[][] moved = new double[2][21];
        for (int y = 0; y < 14; y++) {
            warp.displacement().row(y, 0, moved);
            for (int x = 0; x < 21; x++) {
                double qx = x - 10 + moved[0][x];
                double qy = y - 6.5 + moved[1][x];
                double[] m = warp.matrix();
                double atX = 50 + m[0] * qx + m[1] * qy;
                double atY = 49.5 + m[2] * qx + m[3] * qy;
                assertEquals(3 * atX - 2 * atY, patch.input()[y * 21 + x], 1e-3);
                long nearest = Math.round(atX) + 1000 * Math.round(atY);
                if (offGrid(atX) && offGrid(atY)) assertEquals(nearest, patch.target()[y * 21 + x]);
            }
        }
    }

    @Test
    void threeDimensionsInterpolateAlongAllAxes() {
        Patch image = Patch.empty(1, 6, 5, 4);
        for (int i = 0; i < image.pixels(); i++) {
            image.input()[i] = i % 6 + 10 * (i / 6 % 5) + 100 * (i / 30);
            image.target()[i] = i;
        }
        Warp warp = Warp.identity(3, 3, 3).times(new double[] {0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.25});
        Patch patch =
                Resampler.read(new ImageRegion(image, new long[3], new long[] {6, 5, 4}), warp, new long[] {1, 1, 0});
        for (int i = 0; i < 27; i++) {
            double x = 2 + 0.5 * (i % 3 - 1);
            double y = 2 + 0.5 * (i / 3 % 3 - 1);
            double z = 1 + 0.25 * (i / 9 - 1);
            assertEquals(x + 10 * y + 100 * z, patch.input()[i], 1e-4);
        }
        assertEquals(2 + 6 * 2 + 30, patch.target()[13]);
    }

    @Test
    void theBoxIsEnoughAndNoMoreThanTheImage() {
        SplittableRandom random = new SplittableRandom(11);
        Augmenter augmenter = new Augmenter(AugmentationPlan.parse(
                "flip; turn; rotate@0.5; scale@0.5 min=0.3 max=3; shear; elastic@0.5 spacing=10 sigma=5"));
        for (int i = 0; i < 500; i++) {
            long[] bounds = {1 + random.nextInt(60), 1 + random.nextInt(60)};
            long[] origin = {random.nextInt(80) - 20, random.nextInt(80) - 20};
            Warp warp = augmenter.warp(new int[] {1 + random.nextInt(20), 1 + random.nextInt(20)}, random);
            Patch whole =
                    Resampler.read(part(bounds, new long[][] {{0, 0}, {bounds[0] - 1, bounds[1] - 1}}), warp, origin);
            Patch boxed = Resampler.read(part(bounds, ImageRegion.boxOf(warp, origin, bounds)), warp, origin);
            assertArrayEquals(whole.input(), boxed.input());
            assertArrayEquals(whole.target(), boxed.target());
        }
    }

    private static boolean offGrid(double v) {
        return Math.abs(v - Math.floor(v) - 0.5) > 1e-4;
    }

    private static SplineGrid grid(int[] size, double sigma, SplittableRandom random) {
        int[] points = SplineGrid.pointsFor(size, 8);
        float[][] values = new float[2][points[0] * points[1]];
        for (float[] v : values) {
            for (int i = 0; i < v.length; i++) v[i] = (float) (sigma * random.nextGaussian());
        }
        return new SplineGrid(8, points, values);
    }

    private static ImageRegion plane(int width, int height, Warp warp, long[] origin) {
        long[] bounds = {width, height};
        return part(bounds, ImageRegion.boxOf(warp, origin, bounds));
    }

    /** A box of an image with value 3 x - 2 y and label x + 1000 y. */
    private static ImageRegion part(long[] bounds, long[][] box) {
        int width = (int) (box[1][0] - box[0][0] + 1);
        Patch patch = Patch.empty(1, width, (int) (box[1][1] - box[0][1] + 1));
        for (int i = 0; i < patch.pixels(); i++) {
            long x = box[0][0] + i % width;
            long y = box[0][1] + i / width;
            patch.input()[i] = 3 * x - 2 * y;
            patch.target()[i] = (int) (x + 1000 * y);
        }
        return new ImageRegion(patch, box[0], bounds);
    }
}
