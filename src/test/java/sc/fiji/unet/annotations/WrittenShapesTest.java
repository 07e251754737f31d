package sc.fiji.unet.annotations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for QuPath and as COCO says the same pixels, classes and objects when it is read again. */
class WrittenShapesTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 17;

    @TempDir
    Path folder;

    /** 0 and 1, so dense that there are holes, corners that touch, and pixels in holes. */
    private static PixelMask mask(int seed, double share) {
        Random random = new Random(seed);
        int[] pixels = new int[11 * 9];
        for (int i = 0; i < pixels.length; i++) pixels[i] = random.nextDouble() < share ? 1 : 0;
        pixels[0] = 1;
        return new PixelMask(5, 3, 11, 9, pixels);
    }

    private static FoundShapes shapes(FoundObject... objects) {
        return List.of(objects)::forEach;
    }

    private Path written(CocoText coco) {
        Path file = folder.resolve("coco.json");
        coco.write(file);
        coco.close();
        return file;
    }

    /** What fails in the middle of an image leaves nothing of it, as it is tried again. */
    @Test
    void anImageIsAddedWholeOrNotAtAll() throws Exception {
        CocoText coco = new CocoText(folder);
        FoundObject cell = new FoundObject("cell", 0, 1, 0, 0, mask(1, 0.5));
        coco.add("a.png", WIDTH, HEIGHT, shapes(cell));
        FoundShapes failing = use -> {
            for (int i = 0; i < 1000; i++) use.accept(cell);
            throw new IllegalStateException("full");
        };
        assertThrows(IllegalStateException.class, () -> coco.add("b.png", WIDTH, HEIGHT, failing));
        coco.add("b.png", WIDTH, HEIGHT, shapes(cell, cell));
        ImageShapes read = AnnotationFile.read(written(coco));
        assertArrayEquals(whole(cell.mask()), pixels(read.of("a.png").orElseThrow()));
        assertEquals(
                2,
                read.of("b.png").orElseThrow().stream()
                        .map(DrawnShape::object)
                        .distinct()
                        .count());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("coco.json")), left.toList());
        }
    }

    /** Of ten thousands of objects with many corners each, none stays in memory. */
    @Test
    void memoryHoldsOneObjectAtATime() throws Exception {
        PixelMask mask = mask(3, 0.5);
        long before = used();
        AtomicLong most = new AtomicLong();
        FoundShapes many = use -> {
            for (int i = 1; i <= 20_000; i++) use.accept(new FoundObject("cell", 0, i, 0, 0, mask));
            most.set(Math.max(most.get(), used() - before));
        };
        GeoJsonText.write(folder.resolve("many.geojson"), many);
        assertTrue(Files.size(folder.resolve("many.geojson")) > 5_000_000);
        try (CocoText coco = new CocoText(folder)) {
            for (int image = 0; image < 2; image++) coco.add(image + ".png", WIDTH, HEIGHT, many);
            most.set(Math.max(most.get(), used() - before));
            coco.write(folder.resolve("many.json"));
        }
        assertTrue(most.get() < 10_000_000, most + " bytes");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static int[] whole(PixelMask mask) {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int i = 0; i < mask.pixels().length; i++) {
            int x = mask.x() + i % mask.width();
            pixels[(mask.y() + i / mask.width()) * WIDTH + x] = mask.pixels()[i] != 0 ? 1 : 0;
        }
        return pixels;
    }

    /** The pixels whose centers lie within an odd number of rings. */
    private static int[] pixels(List<DrawnShape> shapes) {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (DrawnShape shape : shapes) {
            if (shape.kind() == DrawnShape.Kind.MASK) {
                int[] own = whole(shape.mask());
                for (int i = 0; i < own.length; i++) pixels[i] ^= own[i];
            }
            for (double[][] ring : shape.rings()) {
                for (int i = 0; i < pixels.length; i++) {
                    if (contains(ring, i % WIDTH + 0.5, i / WIDTH + 0.5)) pixels[i] ^= 1;
                }
            }
        }
        return pixels;
    }

    private static boolean contains(double[][] ring, double x, double y) {
        boolean inside = false;
        for (int i = 0; i < ring.length; i++) {
            double[] a = ring[i];
            double[] b = ring[(i + 1) % ring.length];
            if (a[1] > y != b[1] > y && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) inside = !inside;
        }
        return inside;
    }

    @Test
    void outlinesEncloseThePixels() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            PixelMask mask = mask(seed, 0.2 + 0.012 * seed);
            Path file = folder.resolve("a.geojson");
            GeoJsonText.write(file, shapes(new FoundObject("cell", 0xFF8000, 7, 2, 3, mask)));
            List<DrawnShape> read = AnnotationFile.read(file).ofOnlyImage().orElseThrow();
            assertArrayEquals(whole(mask), pixels(read), "seed " + seed);
            assertTrue(read.stream().allMatch(shape -> shape.className().equals("cell") && shape.slice() == 3));
            assertEquals(1, read.stream().map(DrawnShape::object).distinct().count(), "one object");
        }
    }

    @Test
    void cocoHoldsTheObjectsOfAllImages() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            CocoText coco = new CocoText(folder);
            PixelMask one = mask(seed, 0.4);
            PixelMask other = mask(seed + 100, 0.8);
            coco.add("sub/a.png", WIDTH, HEIGHT, shapes(new FoundObject("cell", 0, 1, 0, 0, one)));
            coco.add(
                    "b.png",
                    WIDTH,
                    HEIGHT,
                    shapes(new FoundObject("nucleus", 0, 1, 0, 0, other), new FoundObject("cell", 0, 2, 0, 0, one)));
            ImageShapes read = AnnotationFile.read(written(coco));
            assertArrayEquals(whole(one), pixels(read.of("a.png").orElseThrow()), "seed " + seed);
            List<DrawnShape> second = read.of("b.png").orElseThrow();
            assertArrayEquals(
                    whole(other),
                    pixels(second.stream()
                            .filter(shape -> shape.className().equals("nucleus"))
                            .toList()));
            assertArrayEquals(
                    whole(one),
                    pixels(second.stream()
                            .filter(shape -> shape.className().equals("cell"))
                            .toList()));
        }
    }

    /** Of the whole image, pixel by pixel. */
    private static List<Integer> runs(PixelMask mask) {
        int[] pixels = whole(mask);
        List<Integer> runs = new ArrayList<>(List.of(0));
        for (int x = 0, now = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                if (pixels[y * WIDTH + x] != now) runs.add(0);
                now = pixels[y * WIDTH + x];
                runs.set(runs.size() - 1, runs.get(runs.size() - 1) + 1);
            }
        }
        return runs;
    }

    @Test
    void runsOfMasksAtTheEdges() throws Exception {
        int[] ring = {1, 1, 1, 1, 0, 1, 1, 1, 1};
        int[] tall = new int[3 * HEIGHT];
        java.util.Arrays.fill(tall, 1);
        tall[4] = 0;
        List<PixelMask> masks = new ArrayList<>();
        for (int x : new int[] {0, 1, 9, WIDTH - 4, WIDTH - 3}) {
            for (int y : new int[] {0, 5, HEIGHT - 3}) masks.add(new PixelMask(x, y, 3, 3, ring));
            masks.add(new PixelMask(x, 0, 3, HEIGHT, tall));
        }
        for (PixelMask mask : masks) {
            CocoText coco = new CocoText(folder);
            coco.add("a.png", WIDTH, HEIGHT, shapes(new FoundObject("cell", 0, 1, 0, 0, mask)));
            String counts = runs(mask).toString().replace(" ", "");
            String text = Files.readString(written(coco));
            assertTrue(text.contains("\"counts\":" + counts + "}"), counts + " in " + text);
        }
    }

    @Test
    void aSquareWithAHole() {
        int[] pixels = new int[5 * 5];
        java.util.Arrays.fill(pixels, 1);
        pixels[2 * 5 + 2] = 0;
        List<List<double[][]>> outline = MaskOutline.of(new PixelMask(10, 20, 5, 5, pixels));
        assertEquals(1, outline.size());
        assertEquals(2, outline.get(0).size());
        assertEquals(25, MaskOutline.area(outline.get(0).get(0)));
        assertEquals(-1, MaskOutline.area(outline.get(0).get(1)));
        assertEquals(4, outline.get(0).get(0).length, "only corners");
    }
}
