package sc.fiji.unet.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;

/** The form that people exchange is what they would have written themselves, so that their converters take it. */
class PlainFormTest {
    private static final Pattern CALL = Pattern.compile("(?:torch|ops\\.\\w+)\\.(\\w+)\\(");

    /** A converter of TorchScript that wants to know the shape of every kernel. */
    private static final String CONVERT =
            """
            import sys, numpy, torch, onnxruntime
            net = torch.jit.load(sys.argv[1]).eval()
            x = torch.rand(1, 1, 12, 16)
            torch.onnx.export(net, (x,), sys.argv[2], dynamo=False, opset_version=17)
            session = onnxruntime.InferenceSession(sys.argv[2], providers=["CPUExecutionProvider"])
            got, = session.run(None, {session.get_inputs()[0].name: x.numpy()})
            assert numpy.abs(got - net(x).detach().numpy()).max() < 1e-4
            print("equal")
            """;

    @TempDir
    Path folder;

    private final Inference oneChannel = oneChannel();

    private static Inference oneChannel() {
        Graph graph = ArchiveTest.unet();
        return Inference.of(graph, RandomWeights.of(graph, 7));
    }

    @Test
    void aNetworkOfOneChannelIsItsOperationsAndNoMore() {
        Set<String> expected =
                new TreeSet<>(List.of("conv2d", "leaky_relu", "max_pool2d", "conv_transpose2d", "cat", "softmax"));
        assertEquals(expected, calls(Form.portable()));
        Set<String> own = calls(new Form(Form.Precision.FP32, false, false));
        assertTrue(own.containsAll(Set.of("constant_pad_nd", "contiguous", "leaky_relu_")), own.toString());
    }

    private Set<String> calls(Form form) {
        return CALL.matcher(ModuleCode.of(oneChannel.graph(), form))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aPlainFormNeitherLearnsNorIsFused() {
        assertThrows(IllegalArgumentException.class, () -> new Form(Form.Precision.FP32, true, false, true));
        assertThrows(IllegalArgumentException.class, () -> new Form(Form.Precision.FP32, false, true, true));
    }

    @Test
    void pytorchConvertsANetworkOfOneChannel() throws Exception {
        Python.assumeModule("torch, onnx, onnxruntime");
        Path file = folder.resolve("plain.pt");
        TorchScriptWriter.write(file, oneChannel.graph(), oneChannel.weights(), Form.portable());
        String printed = Python.run(folder, CONVERT, file, folder.resolve("converted.onnx"));
        assertTrue(printed.strip().endsWith("equal"), printed);
    }
}
