package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.ImgUtil;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.image.StackView.Slices;

class SlicesTest {
    private static final int WIDTH = 3;
    private static final int DEPTH = 4;

    /** Two channels; each pixel says where it is: 100 c + 10 z + x. */
    private static RandomAccessibleInterval<UnsignedByteType> volume() {
        byte[] values = new byte[WIDTH * 2 * DEPTH * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (100 * (i / (WIDTH * 2 * DEPTH)) + 10 * (i / (WIDTH * 2) % DEPTH) + i % WIDTH);
        }
        return ArrayImgs.unsignedBytes(values, WIDTH, 2, DEPTH, 2);
    }

    private static RandomAccessibleInterval<UnsignedByteType> planar() {
        RandomAccessibleInterval<UnsignedByteType> planar = PlanarImgs.unsignedBytes(WIDTH, 2, DEPTH, 2);
        ImgUtil.copy(volume(), planar);
        return planar;
    }

    private static RandomAccessibleInterval<UnsignedByteType> lazy() {
        return LazyPlanes.image(new UnsignedByteType(), new long[] {WIDTH, 2, DEPTH, 2}, i -> {
            byte[] plane = new byte[WIDTH * 2];
            for (int k = 0; k < plane.length; k++) plane[k] = (byte) (100 * (i / DEPTH) + 10 * (i % DEPTH) + k % WIDTH);
            return new ByteArray(plane);
        });
    }

    @Test
    void eachSliceHasItsNeighborsAsChannelsAndTheLastOneIsRepeated() {
        for (RandomAccessibleInterval<UnsignedByteType> pixels : List.of(volume(), planar(), lazy())) {
            ImageSource image = new ImageSource("stack", pixels, new double[] {0.5, 0.25, 2}, "um");
            List<ImageSource> slices = Slices.of(image, 1);
            assertEquals(DEPTH, slices.size());
            assertEquals("stack_z2", slices.get(1).name());
            assertArrayEquals(new double[] {0.5, 0.25}, slices.get(1).pixelSize());
            assertArrayEquals(new int[] {2, 102, 12, 112, 22, 122}, at(slices.get(1), 2));
            assertArrayEquals(new int[] {0, 100, 0, 100, 10, 110}, at(slices.get(0), 0));
            assertArrayEquals(new int[] {21, 121, 31, 131, 31, 131}, at(slices.get(3), 1));
            assertArrayEquals(new int[] {31, 131}, at(Slices.of(image, 0).get(3), 1));
        }
    }

    /** The channels of a pixel of the second row. */
    private static int[] at(ImageSource slice, int x) {
        int[] values = new int[slice.channels()];
        for (int c = 0; c < values.length; c++)
            values[c] = (int) slice.pixels().getAt(x, 1, c).getRealDouble();
        return values;
    }
}
