package sc.fiji.unet.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.image.pyramid.Pyramid;

/** Slide scans: levels, tiles and pixel sizes. */
class TiffPyramidTest {
    private static final int TILE = 32;

    @TempDir
    Path folder;

    private static int value(int x, int y, int c) {
        return (x * 3 + y * 5 + c * 70) & 0xFF;
    }

    /** A BigTIFF of color as slide scanners write it: the whole, a small picture of another shape, and a quarter. */
    private Path scan() throws IOException {
        int[][] pages = {{150, 90, 1}, {40, 40, 1}, {75, 45, 2}};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[16]);
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0);
        byte[] text = "Aperio Image |AppMag = 20|MPP = 0.4990|Left = 3\0".getBytes(StandardCharsets.US_ASCII);
        int[] starts = new int[pages.length];
        for (int p = 0; p < pages.length; p++) {
            int across = (pages[p][0] + TILE - 1) / TILE;
            int tiles = across * ((pages[p][1] + TILE - 1) / TILE);
            int first = out.size();
            for (int i = 0; i < tiles; i++) out.write(tile(i % across * TILE, i / across * TILE, pages[p][2]));
            int texts = out.size();
            out.write(text);
            int lists = out.size();
            ByteBuffer list = ByteBuffer.allocate(16 * tiles).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < tiles; i++) list.putLong(first + i * 3L * TILE * TILE);
            for (int i = 0; i < tiles; i++) list.putLong(3 * TILE * TILE);
            out.write(list.array());
            starts[p] = out.size();
            long[][] tags = {
                {256, 4, 1, pages[p][0]},
                {257, 4, 1, pages[p][1]},
                {258, 3, 3, 0x0008_0008_0008L},
                {259, 3, 1, 1},
                {262, 3, 1, 2},
                {270, 2, text.length, texts},
                {277, 3, 1, 3},
                {322, 4, 1, TILE},
                {323, 4, 1, TILE},
                {324, 16, tiles, lists},
                {325, 16, tiles, lists + 8L * tiles}
            };
            ByteBuffer directory = ByteBuffer.allocate(8 + 20 * tags.length + 8).order(ByteOrder.LITTLE_ENDIAN);
            directory.putLong(tags.length);
            for (long[] tag : tags)
                directory
                        .putShort((short) tag[0])
                        .putShort((short) tag[1])
                        .putLong(tag[2])
                        .putLong(tag[3]);
            out.write(directory.array());
        }
        byte[] all = out.toByteArray();
        ByteBuffer whole = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        whole.put(header.array()).putLong(8, starts[0]);
        for (int p = 0; p + 1 < pages.length; p++) whole.putLong(starts[p] + 8 + 20 * 11, starts[p + 1]);
        return Files.write(folder.resolve("scan.svs"), all);
    }

    private static byte[] tile(int x0, int y0, int step) {
        byte[] tile = new byte[3 * TILE * TILE];
        for (int i = 0; i < tile.length; i++)
            tile[i] = (byte) value((x0 + i / 3 % TILE) * step, (y0 + i / 3 / TILE) * step, i % 3);
        return tile;
    }

    @Test
    void levelsAreThoseOfTheWhole() throws IOException {
        Pyramid scan = TiffPyramid.of(scan()).orElseThrow();
        assertEquals(2, scan.levels());
        assertEquals("um", scan.unit());
        assertArrayEquals(new double[] {0.499, 0.499, 1}, scan.pixelSize(0), 1e-9);
        assertArrayEquals(new double[] {0.998, 0.998, 1}, scan.pixelSize(1), 1e-9);
        assertEquals(1, scan.closest(1.0));
        assertEquals(0, scan.closest(0.5));
        for (int level = 0; level < 2; level++) {
            RandomAccessibleInterval<? extends RealType<?>> pixels =
                    scan.images(level, 2).get(0).pixels();
            assertArrayEquals(
                    level == 0 ? new long[] {150, 90, 3} : new long[] {75, 45, 3}, pixels.dimensionsAsLongArray());
            for (int c = 0; c < 3; c++)
                for (int y = 0; y < pixels.dimension(1); y++)
                    for (int x = 0; x < pixels.dimension(0); x++)
                        assertEquals(
                                value(x << level, y << level, c),
                                pixels.getAt(x, y, c).getRealDouble(),
                                level + ": " + x + " " + y + " " + c);
        }
    }

    /** A channel would be closed for good where its reader is interrupted. */
    @Test
    void whoIsInterruptedLeavesTheFileToOthers() throws IOException {
        try (TiffFile file = TiffFile.open(scan())) {
            ByteBuffer tile = file.bytes(16, 3 * TILE * TILE);
            Thread.currentThread().interrupt();
            try {
                assertEquals(tile, file.bytes(16, 3 * TILE * TILE));
            } finally {
                assertTrue(Thread.interrupted());
            }
            assertEquals(tile, file.bytes(16, 3 * TILE * TILE));
        }
    }

    @Test
    void otherFilesAreNone() throws IOException {
        byte[] whole = Files.readAllBytes(scan());
        Path cut = Files.write(folder.resolve("cut.svs"), java.util.Arrays.copyOf(whole, whole.length - 100));
        assertEquals(Optional.empty(), TiffPyramid.of(cut));
        assertEquals(Optional.empty(), TiffPyramid.of(Files.writeString(folder.resolve("a.tif"), "no TIFF")));
        assertEquals(Optional.empty(), TiffPyramid.of(folder.resolve("nowhere.tif")));
    }

    /** Its levels are fine, but what it says of its planes is not. */
    @Test
    void aFileOfDamagedMetadataIsClosed() throws IOException {
        Path file = scan();
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        String damaged = bytes.replace("Aperio Image |AppMag", "<OME><Pixels></OME> ");
        Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);
        assertEquals(Optional.empty(), TiffPyramid.of(file));
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "only Linux tells which files are open");
        try (Stream<Path> open = Files.list(descriptors)) {
            assertFalse(open.anyMatch(descriptor -> leadsTo(descriptor, file)));
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // that of the listing itself is gone
        }
    }

    private static final String WRITE =
            """
            import sys, numpy as np, tifffile
            c, z, y, x = np.meshgrid(np.arange(2), np.arange(3), np.arange(200), np.arange(300), indexing="ij")
            data = (c * 20000 + z * 5000 + y * 13 + x).astype("uint16")
            for compression in [None, "zlib"]:
                with tifffile.TiffWriter(f"{sys.argv[1]}/{compression}.ome.tif", bigtiff=True, ome=True) as tif:
                    how = dict(tile=(64, 80), compression=compression, photometric="minisblack")
                    tif.write(data.transpose(1, 0, 2, 3), subifds=2, metadata={"axes": "ZCYX", "PhysicalSizeX": 0.25, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.25, "PhysicalSizeYUnit": "µm", "PhysicalSizeZ": 2, "PhysicalSizeZUnit": "µm"}, **how)
                    for level in (1, 2):
                        tif.write(data[:, :, ::2**level, ::2**level].transpose(1, 0, 2, 3), subfiletype=1, **how)
            """;

    @Test
    void pyramidsOfOmeTiffKeepTheirChannelsAndSlices() throws Exception {
        Python.assumeModule("tifffile");
        Python.run(folder, WRITE, folder);
        for (String name : new String[] {"None", "zlib"}) {
            Pyramid scan = TiffPyramid.of(folder.resolve(name + ".ome.tif")).orElseThrow();
            assertEquals(3, scan.levels());
            for (int level = 0; level < 3; level++) {
                RandomAccessibleInterval<? extends RealType<?>> pixels =
                        scan.images(level, 3).get(0).pixels();
                assertEquals(300 >> level, pixels.dimension(0));
                assertEquals(2, pixels.dimension(3));
                assertEquals(0.25 * (1 << level), scan.pixelSize(level)[0], 1e-9);
                for (int c = 0; c < 2; c++)
                    for (int z = 0; z < 3; z++)
                        for (int y = 0; y < 200 >> level; y += 7)
                            for (int x = 0; x < 300 >> level; x += 3)
                                assertEquals(
                                        c * 20000 + z * 5000 + (y << level) * 13 + (x << level),
                                        pixels.getAt(x, y, z, c).getRealDouble());
            }
            assertTrue(scan.images(0, 2).size() == 3);
        }
    }
}
