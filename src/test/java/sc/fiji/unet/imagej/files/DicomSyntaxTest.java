package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

/** DICOM of either byte order, and color as luminance and two differences: right values, or a cause. */
class DicomSyntaxTest {
    private static final ImageFiles FILES = new ImageFiles();
    /** Red, green, blue and gray, as luminance and color differences of 8 bits by BT.601. */
    private static final int[][] YBR = {{76, 85, 255}, {150, 44, 21}, {29, 255, 107}, {99, 128, 128}};

    private static final int[][] RGB = {{254, 0, 0}, {0, 255, 1}, {0, 0, 254}, {99, 99, 99}};

    @TempDir
    Path folder;

    private final ByteBuffer out = ByteBuffer.allocate(1000);

    /** What the pixels are, and how they are written. */
    private record Kind(String photometric, int planar, int bits, String vr) {}

    private Path write(boolean big, Kind kind, int[] size, byte[] pixels) throws IOException {
        out.clear().order(ByteOrder.LITTLE_ENDIAN).position(128).put("DICM".getBytes(StandardCharsets.US_ASCII));
        text(0x00020010, "UI", big ? "1.2.840.10008.1.2.2\0" : "1.2.840.10008.1.2.1\0");
        out.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        boolean color = !kind.photometric.startsWith("MONO");
        number(0x00280002, color ? 3 : 1);
        text(0x00280004, "CS", kind.photometric + " ".repeat(kind.photometric.length() % 2));
        if (color) number(0x00280006, kind.planar);
        number(0x00280010, size[1]);
        number(0x00280011, size[0]);
        number(0x00280100, kind.bits);
        number(0x00280103, 0);
        head(0x7FE00010, kind.vr).putShort((short) 0).putInt(pixels.length + pixels.length % 2);
        out.put(Arrays.copyOf(pixels, pixels.length + pixels.length % 2));
        return Files.write(folder.resolve("image.dcm"), Arrays.copyOf(out.array(), out.position()));
    }

    private ByteBuffer head(int tag, String vr) {
        out.putShort((short) (tag >>> 16)).putShort((short) tag);
        return out.put(vr.getBytes(StandardCharsets.US_ASCII));
    }

    private void text(int tag, String vr, String value) {
        head(tag, vr).putShort((short) value.length()).put(value.getBytes(StandardCharsets.US_ASCII));
    }

    private void number(int tag, int value) {
        head(tag, "US").putShort((short) 2).putShort((short) value);
    }

    private static int[] values(Path file, int channel) {
        ImageSource image = FILES.images(file, 2, Progress.NONE).get(0);
        int width = (int) image.size()[0];
        int[] values = new int[width * (int) image.size()[1]];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (int) image.pixels().getAt(i % width, i / width, channel).getRealDouble();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wordsOfEitherByteOrder(boolean big) throws IOException {
        int[] expected = {1, 256, 4095, 0x1234, 65535, 7};
        ByteBuffer words = ByteBuffer.allocate(12).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int value : expected) words.putShort((short) value);
        Path file = write(big, new Kind("MONOCHROME2", 0, 16, "OW"), new int[] {3, 2}, words.array());
        assertArrayEquals(expected, values(file, 0));
    }

    /** Bytes in big-endian words come swapped, in a string of bytes they do not. */
    @ParameterizedTest
    @CsvSource({"OB, 10 20 30", "OW, 20 10 0 30"})
    void bytesInBigEndianWords(String vr, String stored) throws IOException {
        byte[] pixels = bytes(
                Arrays.stream(stored.split(" ")).mapToInt(Integer::parseInt).toArray());
        Path file = write(true, new Kind("MONOCHROME2", 0, 8, vr), new int[] {3, 1}, pixels);
        assertArrayEquals(new int[] {10, 20, 30}, values(file, 0));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 1", "true, 0", "true, 1"})
    void luminanceAndDifferencesComeAsColors(boolean big, int planar) throws IOException {
        int[] stored = new int[12];
        for (int i = 0; i < 12; i++) stored[i] = planar == 1 ? YBR[i % 4][i / 4] : YBR[i / 3][i % 3];
        Path file = write(big, new Kind("YBR_FULL", planar, 8, "OB"), new int[] {4, 1}, bytes(stored));
        for (int c = 0; c < 3; c++) assertArrayEquals(column(c), values(file, c), "channel " + c);
    }

    private static int[] column(int c) {
        return Arrays.stream(RGB).mapToInt(color -> color[c]).toArray();
    }

    @Test
    void twoPixelsShareTheirDifferences() throws IOException {
        byte[] pixels = bytes(76, 76, 85, 255, 99, 50, 128, 128);
        Path file = write(false, new Kind("YBR_FULL_422", 0, 8, "OB"), new int[] {4, 1}, pixels);
        assertArrayEquals(new int[] {254, 254, 99, 50}, values(file, 0));
        assertArrayEquals(new int[] {0, 0, 99, 50}, values(file, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "HSV", "CMYK"})
    void otherColorsAreRefusedByName(String photometric) throws IOException {
        Path file = write(false, new Kind(photometric, 0, 8, "OB"), new int[] {4, 1}, new byte[12]);
        String message = assertThrows(InputException.class, () -> FILES.images(file, 2, Progress.NONE))
                .getMessage();
        assertTrue(message.contains(photometric + " is not read"), message);
    }

    @Test
    void luminanceOfWordsIsRefused() throws IOException {
        Path file = write(false, new Kind("YBR_FULL", 0, 16, "OW"), new int[] {2, 1}, new byte[12]);
        String message = assertThrows(InputException.class, () -> FILES.images(file, 2, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("YBR_FULL pixels of 16 bits are not read"), message);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }
}
