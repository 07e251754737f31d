package sc.fiji.unet.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;

/** What the metadata of images mean. */
class OmeZarrTest {
    @TempDir
    Path folder;

    private Path image(String axes, String rest, int... shape) throws IOException {
        Path store = Files.createDirectories(folder.resolve("x.ome.zarr"));
        Files.createDirectories(store.resolve("s0"));
        String size = java.util.Arrays.toString(shape);
        Files.writeString(
                store.resolve("s0/.zarray"),
                "{\"zarr_format\":2,\"shape\":" + size + ",\"chunks\":" + size
                        + ",\"dtype\":\"|u1\",\"compressor\":null,\"fill_value\":0,\"order\":\"C\",\"filters\":null}");
        byte[] pixels = new byte[java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) i;
        StringBuilder chunk = new StringBuilder("0");
        for (int d = 1; d < shape.length; d++) chunk.append(".0");
        Files.write(store.resolve("s0").resolve(chunk.toString()), pixels);
        Files.writeString(
                store.resolve(".zattrs"),
                "{\"multiscales\":[{" + axes + "\"datasets\":[{\"path\":\"s0\"" + rest + "}]}]}");
        return store;
    }

    @Test
    void axesComeInAnyOrder() throws IOException {
        String axes =
                """
                "axes":[{"name":"c","type":"channel"},{"name":"x","type":"space","unit":"nanometer"},
                {"name":"t","type":"time","unit":"second"},{"name":"z","type":"space","unit":"micrometer"},
                {"name":"y","type":"space","unit":"nanometer"}],
                "coordinateTransformations":[{"type":"scale","scale":[1,2,1,1,1]}],
                """;
        String scale = ",\"coordinateTransformations\":[{\"type\":\"scale\",\"scale\":[1,50,9,3,100]}]";
        OmeZarr zarr = OmeZarr.open(image(axes, scale, 2, 5, 3, 2, 4));
        RandomAccessibleInterval<? extends RealType<?>> pixels = zarr.pixels(0);
        assertArrayEquals(new long[] {5, 4, 2, 2, 3}, pixels.dimensionsAsLongArray());
        for (int c = 0; c < 2; c++)
            for (int x = 0; x < 5; x++)
                for (int t = 0; t < 3; t++)
                    for (int z = 0; z < 2; z++)
                        for (int y = 0; y < 4; y++)
                            assertEquals(
                                    ((((c * 5 + x) * 3 + t) * 2 + z) * 4 + y) & 0xFF,
                                    pixels.getAt(x, y, z, c, t).getRealDouble());
        assertEquals("nm", zarr.unit());
        assertArrayEquals(new double[] {100, 100, 3000}, zarr.pixelSize(0), 1e-9);
    }

    @Test
    void oldImagesSayLess() throws IOException {
        OmeZarr names = OmeZarr.open(image("\"axes\":[\"z\",\"y\",\"x\"],", "", 3, 4, 5));
        assertArrayEquals(new long[] {5, 4, 3, 1, 1}, names.pixels(0).dimensionsAsLongArray());
        assertEquals("pixel", names.unit());
        OmeZarr nothing = OmeZarr.open(image("", "", 2, 1, 3, 4, 5));
        assertArrayEquals(new long[] {5, 4, 3, 1, 2}, nothing.pixels(0).dimensionsAsLongArray());
        OmeZarr bare = OmeZarr.open(folder.resolve("x.ome.zarr/s0"));
        assertArrayEquals(new long[] {5, 4, 3, 1, 2}, bare.pixels(0).dimensionsAsLongArray());
    }

    @Test
    void axesThatNobodyKnowsAreRefused() throws IOException {
        Path two = image("\"axes\":[\"phase\",\"y\",\"x\"],", "", 2, 4, 5);
        assertThrows(InputException.class, () -> OmeZarr.open(two));
        OmeZarr one = OmeZarr.open(image("\"axes\":[\"phase\",\"y\",\"x\"],", "", 1, 4, 5));
        assertArrayEquals(new long[] {5, 4, 1, 1, 1}, one.pixels(0).dimensionsAsLongArray());
        Path twice = image("\"axes\":[\"x\",\"y\",\"x\"],", "", 1, 4, 5);
        assertThrows(InputException.class, () -> OmeZarr.open(twice));
        Path few = image("\"axes\":[\"y\",\"x\"],", "", 1, 4, 5);
        assertThrows(InputException.class, () -> OmeZarr.open(few));
    }

    @Test
    void theFirstOfSeveralSeriesIsOpened() throws IOException {
        Path series = image("", "", 4, 5);
        Path all = Files.createDirectories(folder.resolve("all.zarr"));
        Files.writeString(all.resolve(".zattrs"), "{\"bioformats2raw.layout\":3}");
        Files.move(series, all.resolve("0"));
        assertTrue(OmeZarr.is(all));
        assertEquals(7, OmeZarr.open(all).pixels(0).getAt(2, 1, 0, 0, 0).getRealDouble());
        assertFalse(OmeZarr.is(folder));
        assertThrows(InputException.class, () -> OmeZarr.open(folder));
    }

    /** Copying pixel by pixel takes many times as long: whatever the axes, blocks are copied as they lie. */
    @Test
    void blocksAreReadAsTheyLie() throws IOException {
        for (String axes : new String[] {"", "\"axes\":[\"y\",\"x\"],", "\"axes\":[\"phase\",\"z\",\"y\",\"x\"],"}) {
            int rank = axes.contains("phase") ? 4 : axes.isEmpty() ? 3 : 2;
            int[] shape = java.util.Arrays.copyOfRange(new int[] {1, 3, 4, 5}, 4 - rank, 4);
            OmeZarr zarr = OmeZarr.open(image(axes, "", shape));
            for (int images = 2; images <= 3; images++) {
                @SuppressWarnings("unchecked")
                var pixels = (RandomAccessibleInterval<net.imglib2.type.numeric.integer.UnsignedByteType>)
                        zarr.images(0, images).get(0).pixels();
                byte[] row = new byte[5];
                net.imglib2.blocks.PrimitiveBlocks.of(pixels, net.imglib2.blocks.PrimitiveBlocks.OnFallback.FAIL)
                        .copy(new long[images + 1], row, images == 2 ? new int[] {5, 1, 1} : new int[] {5, 1, 1, 1});
                assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, row);
            }
        }
    }
}
