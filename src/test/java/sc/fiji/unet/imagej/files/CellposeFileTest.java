package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
