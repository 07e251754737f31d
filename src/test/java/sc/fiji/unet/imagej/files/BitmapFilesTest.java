package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;

class BitmapFilesTest {
    @TempDir
    Path folder;

    private Path write(String header, byte[] bits) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header.getBytes(StandardCharsets.US_ASCII));
        bytes.write(bits);
        return Files.write(folder.resolve("mask.pbm"), bytes.toByteArray());
    }

    /** Bits that begin as comments and blanks do are none. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 37, 40})
    void bitsAreThosePixelsWhateverTheWidth(int width) throws IOException {
        int height = 13;
        int row = (width + 7) / 8;
        byte[] bits = new byte[row * height];
        new Random(width).nextBytes(bits);
        bits[0] = '#';
        bits[row] = '\n';
        for (String header : new String[] {"P4\n%d %d\n", "P4\n# by a program\n%d\n# more\n%d\n", "P4 %d %d "}) {
            String sizes = String.format(java.util.Locale.ROOT, header, width, height);
            ImagePlus imp = ImageFiles.open(write(sizes, bits), Progress.NONE);
            byte[] expected = new byte[width * height];
            for (int i = 0; i < expected.length; i++) {
                int at = i % width;
                boolean black = (bits[i / width * row + at / 8] >> 7 - at % 8 & 1) == 1;
                expected[i] = (byte) (black ? 0 : 255);
            }
            assertArrayEquals(expected, (byte[]) imp.getProcessor().getPixels(), sizes);
        }
    }

    @Test
    void theTextFormSaysTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("text.pbm"), "P1\n3 2\n1 0 0\n0 1 1\n");
        ImagePlus imp = ImageFiles.open(file, Progress.NONE);
        assertEquals("[0, -1, -1, -1, 0, 0]", Arrays.toString((byte[])
                imp.getProcessor().getPixels()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"P4\n8 14\n", "P4\n2147483647 2147483647\n", "P4\n99999999999 1\n", "P4\n0 5\n", "P4\nx 5\n"})
    void whatPromisesMoreIsRefused(String header) throws IOException {
        Path file = write(header, new byte[13]);
        ImageFilesTest.assertMessage(() -> ImageFiles.open(file, Progress.NONE), file.toString(), "damaged");
    }
}
