package sc.fiji.unet.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.Tensor;

class SafetensorsReaderTest {
    private static final String HEADER =
            """
            {"__metadata__": {"format": "pt"},
             "layer.10.weight": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
             "layer.2.weight": {"dtype": "BF16", "shape": [3], "data_offsets": [8, 14]},
             "layer.2.half": {"dtype": "F16", "shape": [1], "data_offsets": [14, 16]},
             "steps": {"dtype": "I64", "shape": [1], "data_offsets": [16, 24]}}""";

    @TempDir
    Path folder;

    private byte[] bytes() {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + header.length + 24).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length).put(header).putFloat(1.5f).putFloat(-2);
        buffer.putShort((short) 0x3F80).putShort((short) 0xC000).putShort((short) 0x7F80);
        return buffer.putShort((short) 0xBC00).putLong(7).array();
    }

    @Test
    void readsWhatTheFormatSays() throws IOException {
        List<Tensor> read = SafetensorsReader.read(Files.write(folder.resolve("a.safetensors"), bytes()));
        assertEquals(
                List.of("layer.2.half", "layer.2.weight", "layer.10.weight"),
                read.stream().map(Tensor::name).toList());
        assertArrayEquals(new float[] {-1}, read.get(0).values());
        assertArrayEquals(
                new float[] {1, -2, Float.POSITIVE_INFINITY}, read.get(1).values());
        assertArrayEquals(new float[] {1.5f, -2}, read.get(2).values());
        assertArrayEquals(new int[] {2, 1}, read.get(2).shape());
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        byte[] whole = bytes();
        for (int kept : new int[] {0, 5, 8, 100, whole.length - 20}) {
            Path file = Files.write(folder.resolve("b.safetensors"), java.util.Arrays.copyOf(whole, kept));
            String message = assertThrows(InputException.class, () -> SafetensorsReader.read(file))
                    .getMessage();
            assertTrue(message.contains("b.safetensors cannot be read"), message);
        }
        Path missing = folder.resolve("missing.safetensors");
        assertThrows(InputException.class, () -> SafetensorsReader.read(missing));
    }
}
