package sc.fiji.unet.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gzipped files of which any part is read. */
class UnpackedVoxelsTest {
    private static final int BYTES = 200_003;

    @TempDir
    Path folder;

    private byte[] content;

    private Path zipped(int seed) throws IOException {
        content = new byte[BYTES];
        new Random(seed).nextBytes(content);
        Path file = folder.resolve("a.nii.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + seed));
        return file;
    }

    @Test
    void anyPartIsThatOfTheWhole() throws IOException {
        UnpackedVoxels voxels = UnpackedVoxels.of(zipped(1), BYTES);
        for (int at : new int[] {0, 65_535, 131_071, BYTES - 7}) {
            ByteBuffer part = ByteBuffer.allocate(7);
            voxels.read(part, at);
            assertArrayEquals(Arrays.copyOfRange(content, at, at + 7), part.array());
            assertEquals(0, part.remaining());
        }
        assertThrows(EOFException.class, () -> voxels.read(ByteBuffer.allocate(7), BYTES - 6));
    }

    @Test
    void whoOpensItTwiceUnpacksItOnceUnlessItChanged() throws IOException {
        UnpackedVoxels voxels = UnpackedVoxels.of(zipped(1), BYTES);
        assertSame(voxels, UnpackedVoxels.of(folder.resolve("a.nii.gz"), BYTES));
        assertNotSame(voxels, UnpackedVoxels.of(zipped(2), BYTES));
    }

    @Test
    void tooFewBytesAreRefused() throws IOException {
        Path file = zipped(1);
        assertThrows(EOFException.class, () -> UnpackedVoxels.of(file, BYTES + 1));
    }

    @Test
    void canceledUnpackingEnds() throws IOException {
        Path file = zipped(3);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> UnpackedVoxels.of(file, BYTES));
        assertTrue(Thread.interrupted());
    }

    @Test
    void whereThereIsNoRoomThatIsSaid() {
        assertDoesNotThrow(() -> UnpackedVoxels.requireRoom(folder, 5L << 30, 5L << 30));
        String message = assertThrows(IOException.class, () -> UnpackedVoxels.requireRoom(folder, 3L << 20, 5L << 30))
                .getMessage();
        assertTrue(message.contains("5120 MB in the folder") && message.contains(folder + ", where 3 MB"), message);
    }
}
