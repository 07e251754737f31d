package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.imagej.files.ImageFilesTest.assertMessage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/** Files that promise more than they hold, that are damaged, or that would be read for ever. */
@Timeout(120)
class HostileImagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1,1", "8,1", "50000,1", "5,1", "32773,1", "4,1", "7,1", "1,4096"})
    void aHeaderOfGigabytesIsHeldAgainstTheFile(int compression, int samples) throws IOException {
        for (boolean big : new boolean[] {false, true}) {
            TiffSample sample = new TiffSample(3, 2).tag(259, compression).tag(277, samples);
            if (compression == 4) sample.of(1, TiffSample.UNSIGNED);
            if (big) sample.big();
            sample.tag(256, 1L << 15).tag(257, (1L << 16) - 9).tag(278, 1L << 16);
            Path file = sample.write(folder.resolve("a.tif"), (page, x, y, s) -> x);
            refused(file, "damaged");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "256,0",
        "256,4294967295",
        "257,0",
        "258,0",
        "258,77",
        "277,0",
        "277,65535",
        "273,4000000000",
        "279,4000000000"
    })
    void absurdNumbersAreRefused(int tag, long value) throws IOException {
        refused(new TiffSample(3, 2).tag(tag, value).write(folder.resolve("a.tif"), (page, x, y, s) -> x));
    }

    /** ImageJ's decoder makes room for a text before it reads it. */
    @ParameterizedTest
    @ValueSource(ints = {270, 305, 306, 282, 50839})
    void aTextOfGigabytesIsRefused(int tag) throws IOException {
        Path file = new TiffSample(3, 2).rational(tag, 1, 1).write(folder.resolve("a.tif"), (page, x, y, s) -> x);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.getInt(4) + 2;
        while ((bytes.getShort(at) & 0xFFFF) != tag) at += 12;
        bytes.putInt(at + 4, 1_442_840_588);
        Files.write(file, bytes.array());
        refused(file, "damaged");
    }

    @Test
    void pagesInACircleAreRefused() throws IOException {
        Path file = new TiffSample(3, 2).write(folder.resolve("a.tif"), (page, x, y, s) -> x);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(bytes.capacity() - 4, bytes.getInt(4));
        Files.write(file, bytes.array());
        refused(file, "circle");
    }

    /** ImageJ's decoder takes whatever it got, or looks for more for ever. */
    @ParameterizedTest
    @ValueSource(ints = {8, 50000})
    void whateverIsDamagedInPackedPixelsIsNoticed(int compression) throws IOException {
        Random random = new Random(3);
        TiffSample sample = new TiffSample(61, 2).of(16, TiffSample.UNSIGNED).packed(compression, 1);
        Path file = sample.write(folder.resolve("a.tif"), (page, x, y, s) -> random.nextInt(300));
        byte[] whole = Files.readAllBytes(file);
        int end = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(4) - 1;
        int unnoticed = 0;
        for (int at = 8; at < 8 + 150; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            if (!isRefused(file)) unnoticed++;
        }
        if (compression == 8) assertEquals(0, unnoticed); // Zstandard has a checksum only where its writer wants one
        Files.write(file, whole);
        assertEquals(1, new ImageFiles().images(file, 2, Progress.NONE).size(), end + " bytes");
    }

    @Test
    void aWrongChecksumOfZlibIsRefused() throws IOException {
        Path file = new TiffSample(61, 2).packed(8, 1).write(folder.resolve("a.tif"), (page, x, y, s) -> x % 7);
        byte[] bytes = Files.readAllBytes(file);
        int length = packedLength(bytes);
        bytes[8 + length - 1] ^= 1;
        Files.write(file, bytes);
        refused(file, "zlib", "check");
    }

    /** Damaged LZW ends somewhere, with a word or with pixels. */
    @Test
    void damagedLzwComesToAnEnd() throws IOException {
        byte[] noise = new byte[4000];
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            random.nextBytes(noise);
            noise[0] = (byte) 0x80;
            refused(lzw(noise));
        }
    }

    private Path lzw(byte[] packed) throws IOException {
        TiffSample sample = new TiffSample(packed.length, 2);
        Path file = sample.tag(259, 5).tag(257, 600).tag(278, 600).write(folder.resolve("l.tif"), (p, x, y, s) -> 0);
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(packed, 0, bytes, 8, packed.length);
        return Files.write(file, bytes);
    }

    @Test
    void cutFilesOfEveryLengthAreRefused() throws IOException {
        for (int compression : new int[] {1, 8}) {
            Path file =
                    new TiffSample(9, 5).big().packed(compression, 1).write(folder.resolve("a.tif"), (p, x, y, s) -> x);
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length - 20; length += 3) {
                Files.write(file, java.util.Arrays.copyOf(whole, length));
                refused(file);
            }
        }
    }

    @Test
    void aPngThatPromisesGigabytesOrIsDamagedIsRefused() throws IOException {
        Path file =
                SampleFiles.raster(folder.resolve("a.png"), BufferedImage.TYPE_BYTE_GRAY, 30, 20, (x, y) -> 5 * x + y);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 8; at < whole.length; at += 3) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            refused(file);
        }
        ByteBuffer large = ByteBuffer.wrap(whole.clone());
        large.putInt(16, 30_000).putInt(20, 70_000);
        CRC32 sum = new CRC32();
        sum.update(large.array(), 12, 17);
        large.putInt(29, (int) sum.getValue());
        Files.write(file, large.array());
        refused(file, "30000 x 70000");
    }

    private static int packedLength(byte[] bytes) {
        ByteBuffer tags = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = tags.getInt(4) + 2;
        while (tags.getShort(at) != 279) at += 12;
        return tags.getInt(at + 8);
    }

    private static boolean isRefused(Path file) {
        try {
            new ImageFiles().images(file, 2, Progress.NONE);
            return false;
        } catch (InputException e) {
            return true;
        }
    }

    private static void refused(Path file, String... parts) {
        assertMessage(() -> new ImageFiles().images(file, 2, Progress.NONE), file.toString());
        for (String part : List.of(parts)) {
            assertMessage(() -> new ImageFiles().images(file, 2, Progress.NONE), part);
        }
    }
}
