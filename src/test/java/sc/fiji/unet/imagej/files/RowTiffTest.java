package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;

/** A TIFF file that is written row by row says all that one of the whole says. */
class RowTiffTest {
    private static final int WIDTH = 7;
    private static final int HEIGHT = 5;

    @TempDir
    Path folder;

    private static ImageProcessor processor(int bits, int width, int height) {
        return bits == 8
                ? new ByteProcessor(width, height)
                : bits == 16 ? new ShortProcessor(width, height) : new FloatProcessor(width, height);
    }

    private static ImagePlus image(int bits, int width, int height) {
        ImagePlus image = new ImagePlus("a", processor(bits, width, height));
        image.getProcessor().setMinAndMax(0, 200);
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.25;
        image.getCalibration().setUnit("um");
        image.setProp("unet.object.class.1", "n\u00fccleus");
        image.setProp("unet.object.labels.1", "1-34");
        return image;
    }

    private static Consumer<int[]> rows() {
        int[] y = {0};
        return row -> {
            for (int x = 0; x < WIDTH; x++) row[x] = y[0] * WIDTH + x;
            y[0]++;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void plainFilesAreByteForByteThoseOfImageJ(int bits) throws Exception {
        ImagePlus whole = image(bits, WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) whole.getProcessor().setf(i, i);
        OutputFiles.writeTiff(folder.resolve("whole.tif"), whole);
        Path rows = folder.resolve("rows.tif");
        OutputFiles.writeRows(rows, image(bits, 1, 1), new int[] {WIDTH, HEIGHT}, rows());
        assertEquals(-1, Files.mismatch(folder.resolve("whole.tif"), rows));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void bigFilesSayTheSame(int bits) throws Exception {
        Path file = folder.resolve("big.tif");
        OutputFiles.writeRows(file, image(bits, 1, 1), new int[] {WIDTH, HEIGHT}, rows(), 10);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(43, bytes[2] + bytes[3], "the sign of BigTIFF");
        ImagePlus found = ImageFiles.open(file, Progress.NONE);
        assertEquals(bits, found.getBitDepth());
        int[] values = IntStream.range(0, WIDTH * HEIGHT)
                .map(i -> (int) found.getProcessor().getf(i))
                .toArray();
        assertArrayEquals(IntStream.range(0, WIDTH * HEIGHT).toArray(), values);
        assertEquals("n\u00fccleus", found.getProp("unet.object.class.1"));
        assertEquals("1-34", found.getProp("unet.object.labels.1"));
        assertEquals(0.25, found.getCalibration().pixelHeight, 1e-6);
        assertEquals(200, found.getDisplayRangeMax());
    }

    /** Three slices in two frames, as ImageJ writes long files and as a BigTIFF: of ImageJ's own decoder, and of ours. */
    @ParameterizedTest
    @CsvSource({"8, false", "16, false", "32, false", "8, true", "16, true", "32, true"})
    void planesFollowEachOther(int bits, boolean big) throws Exception {
        ImageStack pixels = new ImageStack(1, 1);
        for (int i = 0; i < 6; i++) pixels.addSlice("plane " + i, processor(bits, 1, 1));
        ImagePlus like = image(bits, 1, 1);
        like.setStack(pixels, 1, 3, 2);
        Path file = folder.resolve("stack.tif");
        OutputFiles.writeRows(file, like, new int[] {WIDTH, HEIGHT}, rows(), big ? 10 : Long.MAX_VALUE);
        ImagePlus found = ImageFiles.open(file, Progress.NONE);
        requirePlanes(found, bits);
        assertEquals("n\u00fccleus", found.getProp("unet.object.class.1"));
        assertEquals("plane 4", found.getStack().getSliceLabel(5));
        if (!big) requirePlanes(new Opener().openImage(file.toString()), bits);
    }

    private static void requirePlanes(ImagePlus found, int bits) {
        assertArrayEquals(new int[] {WIDTH, HEIGHT, 1, 3, 2}, found.getDimensions());
        assertEquals(bits, found.getBitDepth());
        assertEquals(0.25, found.getCalibration().pixelHeight, 1e-6);
        for (int i = 0; i < WIDTH * HEIGHT * 6; i++) {
            ImageProcessor plane = found.getStack().getProcessor(i / (WIDTH * HEIGHT) + 1);
            assertEquals(i, (int) plane.getf(i % (WIDTH * HEIGHT)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void rowsThatFailLeaveNoFile(int bits) {
        Path file = folder.resolve("none.tif");
        Consumer<int[]> failing = row -> {
            throw new IllegalStateException();
        };
        int[] size = {WIDTH, HEIGHT};
        assertThrows(IllegalStateException.class, () -> OutputFiles.writeRows(file, image(bits, 1, 1), size, failing));
        assertEquals(0, folder.toFile().list().length);
    }
}
