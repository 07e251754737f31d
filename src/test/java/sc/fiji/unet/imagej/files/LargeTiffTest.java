package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

/** A small file of many values: all tiles of all pages are the same bytes. */
class LargeTiffTest {
    private static final int TILE = 256;
    private static final int SIDE = 8192;
    private static final int PAGES = 33;

    @TempDir
    Path folder;

    @Test
    void stacksOfMoreThan2To31ValuesAreReadToTheirEnd() throws IOException {
        ImageSource volume = new ImageFiles().images(file(), 3, Progress.NONE).get(0);
        assertArrayEquals(new long[] {SIDE, SIDE, PAGES}, volume.size());
        assertEquals(0, value(volume, SIDE - 1, SIDE - 1, PAGES - 1));
        assertEquals(1, value(volume, SIDE - TILE + 3, SIDE - TILE + 4, PAGES - 1));
        assertEquals(1, value(volume, 3, 4, 0));
    }

    private Path file() throws IOException {
        TiffSample sample = new TiffSample(TILE, TILE).tiles(TILE).packed(8, 1);
        Path file = sample.write(folder.resolve("a.tif"), LargeTiffTest::pixel);
        ByteBuffer tags = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int at = tags.getInt(4) + 2;
        while (tags.getShort(at) != 325) at += 12;
        long[] offsets = new long[SIDE / TILE * SIDE / TILE];
        long[] counts = offsets.clone();
        Arrays.fill(offsets, 8);
        Arrays.fill(counts, tags.getInt(at + 8));
        sample.tag(256, SIDE).tag(257, SIDE).tag(324, offsets).tag(325, counts);
        return sample.pages(PAGES).write(file, LargeTiffTest::pixel);
    }

    private static long pixel(int page, int x, int y, int sample) {
        return x == 3 && y == 4 ? 1 : 0;
    }

    private static double value(ImageSource image, long x, long y, long z) {
        return image.pixels().getAt(x, y, z, 0).getRealDouble();
    }
}
