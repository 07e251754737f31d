package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** A segmentation in a process of its own: killed as a power cut would, or with less memory than its image takes. */
@Tag("slow")
class KilledBlocksTest {
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path folder;

    private Process start(Path zarr, Path result, int side, String heap) throws IOException {
        return start(zarr, result, side, heap, "components");
    }

    private Process start(Path zarr, Path result, int side, String heap, String objects) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BlockChild.class.getName(),
                        zarr.toString(),
                        result.toString(),
                        Integer.toString(side),
                        objects)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private void finish(Process process) throws Exception {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("said.txt")));
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return 0;
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (java.io.UncheckedIOException e) { // temporary files come and go
            return 0;
        }
    }

    /** Each time a little later, as far as what is there tells, so that every stage is met. */
    @Test
    void whoIsKilledAgainAndAgainEndsWithTheSame() throws Exception {
        Path zarr = BlockWorld.image(folder, 211, 190, 1, 1, 2);
        Path whole = folder.resolve("whole.zarr");
        finish(start(zarr, whole, 24, "256m"));
        Path result = folder.resolve("result.zarr");
        Random random = new Random(5);
        int killed = 0;
        for (int i = 0; i < 8 && !Files.exists(result); i++) {
            Process process = start(zarr, result, 24, "256m");
            long until = files(BlockSegmentation.unfinished(result)) + 20 + random.nextInt(90);
            while (process.isAlive() && files(BlockSegmentation.unfinished(result)) < until) Thread.sleep(1);
            if (process.isAlive()) killed++;
            process.destroyForcibly().waitFor();
        }
        assertTrue(killed > 3, killed + " times");
        finish(start(zarr, result, 24, "256m"));
        assertEquals(BlockWorld.values(whole), BlockWorld.values(result));
        assertFalse(Files.exists(BlockSegmentation.unfinished(result)));
    }

    private static NewImage plane(String name, long... size) {
        return new NewImage(
                name,
                size,
                List.of("y", "x"),
                ZarrType.UINT16,
                new int[] {512, 512, 1, 1, 1},
                new NewImage.Pixels(new double[] {0.5, 0.5, 1}, "um"),
                2,
                false);
    }

    @Test
    void anImageLargerThanMemoryIsSegmented() throws Exception {
        long[] size = {9600, 8192, 1, 1, 1};
        NewImage image = plane("large", size);
        Path zarr = folder.resolve("large.zarr");
        OmeZarrWriter writer = new OmeZarrWriter(zarr, image, null);
        var row = ArrayImgs.unsignedShorts(9600, 512, 1, 1, 1);
        int i = 0;
        for (var pixel : row) pixel.set(i++ / 37 % 11 * 90);
        for (int y = 0; y < 16; y++) writer.write(0, Views.translate(row, 0, y * 512L, 0, 0, 0));
        Path result = folder.resolve("result.zarr");
        finish(start(zarr, result, 512, "80m")); // the image has 157 MB, its labels 315
        assertEquals(9600, OmeZarr.open(result).pixels(0).dimension(0));
    }

    /** A frame around the image is one piece, of which there is a little in each block at the border. */
    @Test
    void aPieceLargerThanMemoryIsNamedWithPlaceAndSize() throws Exception {
        long[] size = {2200, 1900, 1, 1, 1};
        NewImage image = plane("frame", size);
        var pixels = ArrayImgs.unsignedShorts(size);
        for (int x = 100; x <= 2150; x++)
            for (int y : new int[] {50, 51, 52, 1850, 1851})
                pixels.getAt(x, y, 0, 0, 0).set(900);
        for (int y = 50; y <= 1851; y++)
            for (int x : new int[] {100, 101, 102, 2150})
                pixels.getAt(x, y, 0, 0, 0).set(900);
        Path zarr = folder.resolve("frame.zarr");
        new OmeZarrWriter(zarr, image, null).write(0, pixels);
        Path result = folder.resolve("result.zarr");
        Process child = start(zarr, result, 512, "128m", "watershed-distance");
        assertTrue(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        String said = Files.readString(folder.resolve("said.txt"));
        assertEquals(1, child.exitValue(), said);
        assertTrue(said.contains("A piece of connected foreground at [99, 49, 0, 0, 0]"), said);
        assertTrue(said.contains("2053 x 1804 x 1 pixels large, more than 128 MB"), said);
        assertTrue(said.contains("give Java more memory and say the same again"), said);
        assertFalse(Files.exists(result));
        finish(start(zarr, result, 512, "1g", "watershed-distance"));
        assertTrue(Files.exists(result), "goes on from there");
    }
}
