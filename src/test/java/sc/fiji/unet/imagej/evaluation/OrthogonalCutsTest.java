package sc.fiji.unet.imagej.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.image.ImageSource;

class OrthogonalCutsTest {
    /** 3 x 2 pixels in 2 slices: voxel x, y, z holds 1 + x + 10 y + 100 z; the middle is at 1, 1, 1. */
    private static final int[] VOXELS = {1, 2, 3, 11, 12, 13, 101, 102, 103, 111, 112, 113};

    private static final double[][] CUTS = {
        {101, 102, 103, 0, 2, 2, 102, 102},
        {111, 112, 113, 0, 12, 12, 112, 112},
        {0, 0, 0, 0, 0, 0, 0, 0},
        {11, 12, 13, 0, 0, 0, 0, 0},
        {11, 12, 13, 0, 0, 0, 0, 0},
        {111, 112, 113, 0, 0, 0, 0, 0},
        {111, 112, 113, 0, 0, 0, 0, 0}
    };

    @Test
    void theMiddleIsCutAlongEachAxisWithSlicesAsThickAsTheyAre() {
        float[] values = new float[12];
        for (int i = 0; i < values.length; i++) values[i] = VOXELS[i];
        ImageSource volume =
                new ImageSource("v", ArrayImgs.floats(values, 3, 2, 2, 1), new double[] {0.5, 0.5, 1}, "micron");
        OrthogonalCuts cuts = OrthogonalCuts.of(volume);
        assertRows(cuts.image(volume).pixels());
        assertRows(Views.addDimension(cuts.labels(ArrayImgs.ints(VOXELS, 3, 2, 2)), 0, 0));
    }

    private static void assertRows(net.imglib2.RandomAccessibleInterval<? extends RealType<?>> plane) {
        assertArrayEquals(new long[] {8, 7, 1}, plane.dimensionsAsLongArray());
        for (int y = 0; y < 7; y++) {
            int row = y;
            double[] found = IntStream.range(0, 8)
                    .mapToDouble(x -> plane.getAt(x, row, 0).getRealDouble())
                    .toArray();
            assertArrayEquals(CUTS[y], found, "row " + y);
        }
    }
}
