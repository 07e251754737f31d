package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nifti.NiftiHeader;
import sc.fiji.unet.nifti.VoxelAxes;

/** Volumes of which planes are read as they are looked at, since memory may not hold all. */
class LargeNiftiTest {
    private static final int[][] ORDERS = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
    private static final short UINT8 = 2;
    private static final short INT16 = 4;
    private static final short UINT16 = 512;

    @TempDir
    Path folder;

    /** However the stored axes are turned, each plane is that of the whole in memory. */
    @ParameterizedTest
    @ValueSource(shorts = {UINT8, INT16, UINT16})
    void planesFromTheDiskAreThoseOfTheWhole(short type) throws IOException {
        ByteBuffer file = header(type, 5, 4, 7, 3, 2);
        byte[] voxels = new byte[file.capacity() - 352];
        new Random(type).nextBytes(voxels);
        file.put(352, voxels);
        Path path = Files.write(folder.resolve("x.nii"), file.array());
        NiftiHeader header = NiftiFiles.header(path);
        for (int[] order : ORDERS) {
            for (int flips = 0; flips < 8; flips++) {
                boolean[] flipped = {(flips & 1) > 0, (flips & 2) > 0, (flips & 4) > 0};
                VoxelAxes axes = new VoxelAxes(order, flipped);
                ImageStack whole = NiftiFiles.open(path, header, axes).getStack();
                long twoPlanes = 2L * Float.BYTES * whole.getWidth() * whole.getHeight();
                ImageStack disk = new NiftiVoxels(header, axes).onDisk(path, NiftiVoxels.Source.plain(path), twoPlanes);
                assertEquals(whole.size(), disk.size());
                for (int n = whole.size(); n >= 1; n--) {
                    assertArrayEquals(
                            whole.getProcessor(n).getFloatArray(),
                            disk.getProcessor(n).getFloatArray(),
                            n + " of " + axes);
                    assertEquals(whole.getBitDepth(), disk.getProcessor(n).getBitDepth());
                }
            }
        }
    }

    @Test
    void whatMemoryDoesNotHoldIsOpenedAllTheSame() throws IOException {
        int planes = (int) (Runtime.getRuntime().maxMemory() >> 24) + 2;
        ByteBuffer header = header(UINT8, 4096, 4096, 1).putShort(46, (short) planes);
        Path path = folder.resolve("large.nii");
        try (FileChannel out = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            out.write(header.limit(352), 0);
            out.write(ByteBuffer.wrap(new byte[] {42}), 351 + 4096L * 4096 * planes);
        }
        ImagePlus imp = ImageFiles.open(path, Progress.NONE);
        assertTrue(imp.getStack().isVirtual());
        assertEquals(planes, imp.getNSlices());
        assertEquals(42, imp.getStack().getProcessor(planes).get(4095, 4095));
        assertEquals(0, imp.getStack().getProcessor(1).get(4095, 4095));
        assertEquals(2.5, imp.getCalibration().pixelDepth, 1e-6);
    }

    @Test
    void ofWhatIsCompressedPlanesAreReadToo() throws IOException {
        Path path = zipped();
        ImagePlus imp = ImageFiles.open(path, Progress.NONE);
        ImagePlus again = ImageFiles.open(path, Progress.NONE);
        assertTrue(imp.getStack().isVirtual());
        int last = imp.getStackSize();
        for (int n : new int[] {last, 1, 77 % last + 1}) {
            assertEquals(n % 251, imp.getStack().getProcessor(n).get(4095, 4095));
            assertEquals(0, imp.getStack().getProcessor(n).get(4094, 4095));
            assertEquals(n % 251, again.getStack().getProcessor(n).get(4095, 4095));
        }
        byte[] all = Files.readAllBytes(path);
        all[all.length - 6] ^= 1; // of the checksum
        Files.write(path, all);
        String message = assertThrows(InputException.class, () -> ImageFiles.open(path, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("compressed data is damaged"), message);
        assertFalse(leftOver(), "it has no name, so that nothing can stay of it");
    }

    /** More planes than a quarter of the heap holds, each with its number in its last voxel. */
    private Path zipped() throws IOException {
        int planes = (int) (Runtime.getRuntime().maxMemory() >> 26) + 2;
        ByteBuffer header = header(UINT8, 4096, 4096, 1).putShort(46, (short) planes);
        Path path = folder.resolve("large.nii.gz");
        try (OutputStream out = new QuickGzip(Files.newOutputStream(path))) {
            out.write(header.array(), 0, 352);
            byte[] plane = new byte[4096 * 4096];
            for (int z = 0; z < planes; z++) {
                plane[plane.length - 1] = (byte) ((z + 1) % 251);
                out.write(plane);
            }
        }
        return path;
    }

    private static boolean leftOver() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("unet-volume-"));
        }
    }

    /** Packs what is all the same as fast as it can. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static ByteBuffer header(short type, int... size) {
        int bytes = type == UINT8 ? 1 : 2;
        int voxels = bytes;
        for (int n : size) voxels *= n;
        ByteBuffer file = ByteBuffer.allocate(352 + voxels).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348).putShort(40, (short) size.length);
        for (int d = 0; d < size.length; d++) file.putShort(42 + 2 * d, (short) size[d]);
        file.putShort(70, type).putShort(72, (short) (8 * bytes));
        file.putFloat(80, 0.5f).putFloat(84, 0.75f).putFloat(88, 2.5f).putFloat(108, 352);
        return file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    }
}
