package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.image.ImageSource;

class OrientationTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final int EDGE = 10;

    @Test
    void aBlobThatIsAlwaysInOneCornerShowsWhereUpIs() {
        assertEquals(1, Orientation.of(images(8, i -> new int[] {1, 2}), 2), 0.2);
    }

    @Test
    void aBlobThatIsAlwaysAtOneSideShowsWhereLeftIs() {
        assertTrue(Orientation.of(images(8, i -> new int[] {1, (HEIGHT - EDGE) / 2}), 2) > 0.5);
    }

    @Test
    void aBlobInTheMiddleAndBlobsAnywhereShowNothing() {
        assertEquals(0, Orientation.of(images(8, i -> new int[] {(WIDTH - EDGE) / 2, (HEIGHT - EDGE) / 2}), 2), 1e-9);
        SplittableRandom random = new SplittableRandom(3);
        assertEquals(
                0,
                Orientation.of(
                        images(40, i -> new int[] {random.nextInt(WIDTH - EDGE), random.nextInt(HEIGHT - EDGE)}), 2),
                0.04);
    }

    @Test
    void fewImagesOrImagesWithoutForegroundShowNothing() {
        assertEquals(0, Orientation.of(images(4, i -> new int[] {1, 2}), 2));
        assertEquals(0, Orientation.of(images(9, i -> new int[] {-50, -50}), 2));
    }

    private static List<AnnotatedImage> images(int count, IntFunction<int[]> corner) {
        return IntStream.range(0, count).mapToObj(i -> image(corner.apply(i))).toList();
    }

    /** A square with its first pixel at a place. */
    private static AnnotatedImage image(int[] corner) {
        Img<IntType> target = ArrayImgs.ints(WIDTH, HEIGHT);
        RandomAccess<IntType> access = target.randomAccess();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                access.setPosition(new int[] {x, y});
                boolean inside = x >= corner[0] && x < corner[0] + EDGE && y >= corner[1] && y < corner[1] + EDGE;
                if (inside) access.get().set(1);
            }
        }
        ImageSource source = new ImageSource("image", ArrayImgs.bytes(WIDTH, HEIGHT, 1), new double[] {1, 1}, "pixel");
        return new AnnotatedImage(source, target, null);
    }
}
