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
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.image.ImageSource;

class OrientationTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final int EDGE = 10;

    @Test
    void aBlobThatIsAlwaysInOneCornerShowsWhereUpIs() {
        assertEquals(1, plane(images(8, i -> new int[] {1, 2})), 0.2);
    }

    @Test
    void aBlobThatIsAlwaysAtOneSideShowsWhereLeftIs() {
        assertTrue(plane(images(8, i -> new int[] {1, (HEIGHT - EDGE) / 2})) > 0.5);
    }

    @Test
    void aBlobInTheMiddleAndBlobsAnywhereShowNothing() {
        assertEquals(0, plane(images(8, i -> new int[] {(WIDTH - EDGE) / 2, (HEIGHT - EDGE) / 2})), 1e-9);
        SplittableRandom random = new SplittableRandom(3);
        assertEquals(
                0,
                plane(images(40, i -> new int[] {random.nextInt(WIDTH - EDGE), random.nextInt(HEIGHT - EDGE)})),
                0.04);
    }

    @Test
    void fewImagesOrImagesWithoutForegroundShowNothing() {
        assertEquals(0, plane(images(4, i -> new int[] {1, 2})));
        assertEquals(0, plane(images(9, i -> new int[] {-50, -50})));
    }

    /** A box at the front of all volumes, to the left in half of them and to the right in the others, at any height. */
    @Test
    void volumesTellOfEachAxisByItself() {
        SplittableRandom random = new SplittableRandom(5);
        List<AnnotatedImage> volumes = IntStream.range(0, 20)
                .mapToObj(i -> box(i % 2 == 0 ? 3 : 32 - 3 - 8, 2, random.nextInt(24 - 6)))
                .toList();
        Fingerprint.Mirroring found = Orientation.of(volumes, 2, 3);
        assertEquals("xz", found.alike(0.1));
        assertTrue(found.axes().get(1) > 0.5 && found.most() > 0.5, found.toString());
        List<AnnotatedImage> below =
                IntStream.range(0, 20).mapToObj(i -> box(12, 16, 1)).toList();
        Fingerprint.Mirroring alongZ = Orientation.of(below, 2, 3);
        assertEquals("xy", alongZ.alike(0.1));
        assertTrue(alongZ.most() > 0.5, alongZ.toString());
        assertEquals(0, plane(below), 1e-9, "seen along z nothing differs");
    }

    private static double plane(List<AnnotatedImage> images) {
        Fingerprint.Mirroring found = Orientation.of(images, 2, 2);
        assertEquals("", found.alike(1));
        return found.most();
    }

    /** A box of 8 x 8 x 6 in a volume of 32 x 40 x 24. */
    private static AnnotatedImage box(int x, int y, int z) {
        Img<IntType> target = ArrayImgs.ints(32, 40, 24);
        Views.interval(target, new long[] {x, y, z}, new long[] {x + 7, y + 7, z + 5})
                .forEach(pixel -> pixel.set(1));
        ImageSource source = new ImageSource("volume", ArrayImgs.bytes(32, 40, 24, 1), new double[] {1, 1, 1}, "pixel");
        return new AnnotatedImage(source, target, null);
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
