package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.PairReader;
import sc.fiji.unet.label.Targets;

/** What cellpose saves with NumPy: its masks are read, whatever the protocol, and nothing in it is run. */
class CellposeFileTest {
    /** Pickled by NumPy 2.4: masks of two rows, 0 1 1 and 2 2 0, of 16 bits, beside flows and a diameter. */
    private static final String PROTOCOL_4 =
            "gASVRQEAAAAAAACMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKU"
                    + "h5RSlChLASloA4wFZHR5cGWUk5SMAk84lImIh5RSlChLA4wBfJROTk5K/////0r/////Sz90lGKJXZR9lCiMBW1hc2tzlGgC"
                    + "aAVLAIWUaAeHlFKUKEsBSwJLA4aUaAuMAnUylImIh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGKJQwwAAAEAAQACAAIA"
                    + "AACUdJRijAVmbG93c5RdlGgCaAVLAIWUaAeHlFKUKEsBSwFLAoaUaAuMAnUxlImIh5RSlChLA2gPTk5OSv////9K/////0sA"
                    + "dJRiiUMCAACUdJRiYYwIZXN0X2RpYW2UR0AxAAAAAAAAdWF0lGIu";

    /** The same, big-endian, signed, of 32 bits and column by column. */
    private static final String PROTOCOL_3 =
            "gANjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQBjbnVtcHkKbmRhcnJheQpxAUsAhXECQwFicQOHcQRScQUoSwEpY251"
                    + "bXB5CmR0eXBlCnEGWAIAAABPOHEHiYiHcQhScQkoSwNYAQAAAHxxCk5OTkr/////Sv////9LP3RxC2KJXXEMfXENWAUAAABt"
                    + "YXNrc3EOaABoAUsAhXEPaAOHcRBScREoSwFLAksDhnESaAZYAgAAAGk0cROJiIdxFFJxFShLA1gBAAAAPnEWTk5OSv////9K"
                    + "/////0sAdHEXYohDGAAAAAAAAAACAAAAAQAAAAIAAAABAAAAAHEYdHEZYnNhdHEaYi4=";

    /** The same with arrays as buffers. */
    private static final String PROTOCOL_5 =
            "gAWVYQEAAAAAAACMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKU"
                    + "h5RSlChLASloA4wFZHR5cGWUk5SMAk84lImIh5RSlChLA4wBfJROTk5K/////0r/////Sz90lGKJXZR9lCiMBW1hc2tzlIwT"
                    + "bnVtcHkuX2NvcmUubnVtZXJpY5SMC19mcm9tYnVmZmVylJOUKJYMAAAAAAAAAAAAAQABAAIAAgAAAJRoC4wCdTKUiYiHlFKU"
                    + "KEsDjAE8lE5OTkr/////Sv////9LAHSUYksCSwOGlIwBQ5R0lFKUjAVmbG93c5RdlGgWKJYCAAAAAAAAAAAAlGgLjAJ1MZSJ"
                    + "iIeUUpQoSwNoD05OTkr/////Sv////9LAHSUYksBSwKGlGgedJRSlGGMCGVzdF9kaWFtlEdAMQAAAAAAAHVhdJRiLg==";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {PROTOCOL_3, PROTOCOL_4, PROTOCOL_5})
    void masksAreRead(String pickle) throws IOException {
        LabelImage mask = read(pickle(pickle));
        assertArrayEquals(new int[] {0, 1, 1, 2, 2, 0}, Targets.array(mask.values()));
        assertEquals(3, mask.values().dimension(0));
        assertEquals(LabelImage.Kind.GRAY, mask.kind());
    }

    @Test
    void whateverIsCutOffOrChangedIsRefusedInOneLine() throws IOException {
        byte[] whole = Base64.getDecoder().decode(PROTOCOL_4);
        for (int length = 0; length < whole.length; length += 7) requireRefused(Arrays.copyOf(whole, length));
        byte[] shape = whole.clone();
        shape[indexOf(shape, new byte[] {'K', 2, 'K', 3}) + 1] = 100;
        requireRefused(shape);
    }

    private void requireRefused(byte[] pickle) {
        String message = assertThrows(InputException.class, () -> read(pickle)).getMessage();
        assertTrue(message.startsWith("Cannot read "), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; ; i++) if (Arrays.equals(Arrays.copyOfRange(bytes, i, i + part.length), part)) return i;
    }

    /** Protocol 2 has no bytes and writes them as text; the module of NumPy was renamed with version 2. */
    @Test
    void arraysOfProtocol2OfEitherNumPyAreRead() throws IOException {
        for (String module : List.of("numpy.core.multiarray", "numpy._core.multiarray")) {
            byte[] rows = ops(array(module, "u2", false, new int[] {2, 3}, 0, 200, 200, 300, 300, 0));
            assertArrayEquals(
                    new int[] {0, 200, 200, 300, 300, 0},
                    Targets.array(read(rows).values()));
            byte[] columns = ops(array(module, "i8", true, new int[] {2, 3}, 0, 300, 200, 300, 200, 0));
            assertArrayEquals(
                    new int[] {0, 200, 200, 300, 300, 0},
                    Targets.array(read(columns).values()));
        }
    }

    @Test
    void planesOfVolumesAreReadFromArraysOfEitherOrderAndFromLists() throws IOException {
        int[] shape = {2, 1, 3};
        byte[] plane0 = array("numpy.core.multiarray", "u2", false, new int[] {1, 3}, 1, 2, 3);
        byte[] plane1 = array("numpy.core.multiarray", "u4", true, new int[] {1, 3}, 4, 5, 70000);
        for (byte[] volume : List.of(
                array("numpy.core.multiarray", "i4", false, shape, 1, 2, 3, 4, 5, 70000),
                array("numpy.core.multiarray", "i4", true, shape, 1, 4, 2, 5, 3, 70000),
                joined("](", plane0, plane1, "e"))) {
            Path file = Files.write(folder.resolve("x_seg.npy"), file(ops(volume)));
            List<LabelImage> planes = new ImageFiles().labels(file, 2, Progress.NONE);
            assertEquals(2, planes.size());
            assertArrayEquals(new int[] {1, 2, 3}, Targets.array(planes.get(0).values()));
            assertArrayEquals(
                    new int[] {4, 5, 70000}, Targets.array(planes.get(1).values()));
        }
        byte[] onePlane = array("numpy.core.multiarray", "u2", false, new int[] {2, 3, 1}, 1, 2, 3, 4, 5, 6);
        assertEquals(3, read(ops(onePlane)).values().dimension(0));
    }

    @Test
    void whatIsNoMasksIsRefusedWithWhatThereIs() throws IOException {
        requireRefused(ops(joined("N")), "[masks]");
        requireRefused(
                ops(joined("](", array("numpy.core.multiarray", "u2", false, new int[] {1, 1}, 1), "Ne")), "list");
        requireRefused(ops(joined("](", "e")), "list of planes");
        int[] huge = {1 << 20, 1 << 20, 1 << 20};
        requireRefused(ops(array("numpy.core.multiarray", "u2", false, huge, 1)), "shape");
        Path made = folder.resolve("made");
        byte[] call = joined("cposix\nsystem\n", text("touch " + made), new byte[] {(byte) 0x85}, "R");
        requireRefused(ops(call), "NumPy");
        requireRefused(ops(joined("](", call, "e")), "NumPy");
        assertFalse(Files.exists(made), "nothing in a file may run");
    }

    private void requireRefused(byte[] pickle, String cause) {
        String message = assertThrows(InputException.class, () -> read(pickle)).getMessage();
        assertTrue(message.startsWith("Cannot read ") && message.contains(cause), message);
    }

    /** A pickle of protocol 2 of a dictionary of masks. */
    private static byte[] ops(byte[] masks) throws IOException {
        return joined(new byte[] {(byte) 0x80, 2}, "}", text("masks"), masks, "s.");
    }

    private static byte[] array(String module, String type, boolean columns, int[] shape, int... values)
            throws IOException {
        int bytes = type.charAt(1) - '0';
        ByteBuffer stored = ByteBuffer.allocate(values.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) for (int b = 0; b < bytes; b++) stored.put(b < 4 ? (byte) (value >> 8 * b) : 0);
        String letters = new String(stored.array(), StandardCharsets.ISO_8859_1);
        ByteBuffer sizes = ByteBuffer.allocate(5 * shape.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int size : shape) sizes.put((byte) 'J').putInt(size);
        byte[] flags = {(byte) 0x89, (byte) 0x88, (byte) 0x87}; // False, True, a tuple of three
        byte[] order = {columns ? (byte) 0x88 : (byte) 0x89};
        byte[] start = {'K', 0, (byte) 0x85};
        byte[] three = {(byte) 0x87};
        byte[] none = {'N', 'N', 'N', 'J', -1, -1, -1, -1, 'J', -1, -1, -1, -1, 'K', 0};
        return joined(
                "c" + module + "\n_reconstruct\ncnumpy\nndarray\n",
                start,
                encoded("b"),
                three,
                "R(K\1(",
                sizes.array(),
                "tcnumpy\ndtype\n",
                text(type),
                flags,
                "R(K\3",
                text("<"),
                none,
                "tb",
                order,
                encoded(letters),
                "tb");
    }

    private static byte[] encoded(String letters) throws IOException {
        return joined("c_codecs\nencode\n", text(letters), text("latin1"), new byte[] {(byte) 0x86}, "R");
    }

    private static byte[] text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array();
        return joined("X", length, bytes);
    }

    private static byte[] joined(Object... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts)
            out.write(part instanceof String letters ? letters.getBytes(StandardCharsets.ISO_8859_1) : (byte[]) part);
        return out.toByteArray();
    }

    /** Without other masks they are those of the images; beside others they are left out. */
    @Test
    void theyAreMasksWhereThereAreNoOthers() throws IOException {
        for (String name : List.of("a", "b")) {
            new FileSaver(new ImagePlus("", new ByteProcessor(3, 2)))
                    .saveAsTiff(folder.resolve(name + ".tif").toString());
            Files.write(folder.resolve(name + "_seg.npy"), file(pickle(PROTOCOL_4)));
        }
        ImageFiles reader = new ImageFiles();
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(folder.resolve("b_seg.npy"), found.pairs().get(1).mask());
        LabelImage mask = new PairReader(reader, 2)
                .labels(found.pairs().get(1), Progress.NONE)
                .get(0);
        assertArrayEquals(new int[] {0, 1, 1, 2, 2, 0}, Targets.array(mask.values()));
        assertEquals(List.of(), found.notes());
        assertEquals(2, ImageFolder.list(folder, reader).size(), "they are no images to segment");
        Path masks = Files.createDirectory(folder.resolve("masks"));
        Files.move(folder.resolve("a_seg.npy"), masks.resolve("a_seg.npy"));
        Files.move(folder.resolve("b_seg.npy"), masks.resolve("b_seg.npy"));
        found = ImageFolder.scan(folder, masks, reader).requireComplete();
        assertEquals(2, found.pairs().size());
    }

    private LabelImage read(byte[] pickle) throws IOException {
        Path file = Files.write(folder.resolve("x_seg.npy"), file(pickle));
        return new ImageFiles().labels(file, 2, Progress.NONE).get(0);
    }

    private static byte[] pickle(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** After the header of NumPy's format, version 1. */
    private static byte[] file(byte[] pickle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }\n".getBytes(StandardCharsets.US_ASCII);
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
        out.write(header);
        out.write(pickle);
        return out.toByteArray();
    }
}
