package sc.fiji.unet.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;

/** Archives by themselves and in DJL's hands. */
class ArchiveTest {
    @TempDir
    Path folder;

    private final Graph graph = unet();
    private final Weights weights = RandomWeights.of(graph, 7);
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("net.pt");
        TorchScriptWriter.write(file, graph, weights, Form.training(Form.Precision.BF16));
    }

    static Graph unet() {
        UNet unet = new UNet();
        Spec spec = Spec.parse("unet depth=2 width=4 dropout=0.5 activation=leakyrelu");
        return unet.build(2, 1, 3, Options.of("unet", unet.defaults(), spec.options()));
    }

    @Test
    void readsBackWhatWasWritten() {
        Weights read = TorchScriptReader.read(file);
        assertEquals(weights.arrays().keySet(), read.arrays().keySet());
        weights.arrays().forEach((name, values) -> assertArrayEquals(values, read.get(name), name));
        assertArrayEquals(
                new int[] {4, 1, 3, 3}, TorchScriptReader.tensors(file).get(0).shape());
    }

    @Test
    void bfloat16IsReadBackRounded() {
        TorchScriptWriter.write(file, graph, weights, new Form(Form.Precision.BF16, false, false));
        Weights read = TorchScriptReader.read(file);
        weights.arrays().forEach((name, values) -> {
            for (int i = 0; i < values.length; i++)
                assertEquals(values[i], read.get(name)[i], Math.abs(values[i]) / 256, name);
        });
    }

    @Test
    void roundsToEvenAsTheProcessorDoes() {
        assertEquals((short) 0x3F80, StoredTensor.bfloat16(1));
        assertEquals((short) 0x3F80, StoredTensor.bfloat16(1 + 0x1p-8f));
        assertEquals((short) 0x3F82, StoredTensor.bfloat16(1 + 3 * 0x1p-8f));
        assertEquals((short) 0xFF80, StoredTensor.bfloat16(Float.NEGATIVE_INFINITY));
        assertEquals((short) 0x7FC0, StoredTensor.bfloat16(Float.NaN));
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(file);
        write();
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void bfloat16ComputesAlmostTheSame() throws Exception {
        Inference inference = Inference.of(graph, weights);
        float[] expected = run(inference, Form.portable());
        assertArrayEquals(expected, run(inference, new Form(Form.Precision.BF16, false, false)), 0.1f, "bf16");
    }

    private float[] run(Inference inference, Form form) throws Exception {
        try (LoadedNet net = LoadedNet.of(folder, inference.graph(), inference.weights(), form)) {
            return net.run(LoadedNet.noise(1, 2, 1, 12, 8), false, 2, 1, 12, 8);
        }
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        refused("there is no such file", folder.resolve("missing.pt"));
        refused("", with(new byte[0]));
        refused("", with("not a zip at all".getBytes(StandardCharsets.UTF_8)));
        for (int kept : new int[] {1, 30, whole.length / 2, whole.length - 1})
            refused("", with(Arrays.copyOf(whole, kept)));
    }

    @Test
    void aSingleDamagedByteIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        refused("damaged", with(bytes));
    }

    @Test
    void foreignZipFilesAreRefused() throws IOException {
        refused("no TorchScript module", zip("readme.txt", "hello"));
        refused("opcode", zip("net/data.pkl", "\u0001"));
        refused("", zip("net/data.pkl", ""));
        refused("", zip("net/data.pkl", "jjjjj."));
    }

    private void refused(String why, Path broken) {
        String message = assertThrows(InputException.class, () -> TorchScriptReader.read(broken))
                .getMessage();
        assertTrue(message.contains(broken.toString()) && message.contains(why), message);
        assertTrue(message.contains("Expected a .pt file"), message);
    }

    private Path with(byte[] content) throws IOException {
        return Files.write(folder.resolve("broken.pt"), content);
    }

    private Path zip(String name, String content) throws IOException {
        Path path = folder.resolve("foreign.pt");
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return path;
    }
}
