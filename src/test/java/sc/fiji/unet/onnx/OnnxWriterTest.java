package sc.fiji.unet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.op.Heads;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

class OnnxWriterTest {
    private static final Map<String, String> SMALL =
            Map.of("depth", "2", "width", "4", "fusion", "3", "widest", "8", "size", "8", "hidden", "6");

    /** Runs each network in ONNX Runtime and in PyTorch on the same image. */
    private static final String COMPARE =
            """
            import sys, numpy, torch, onnxruntime
            for base, rank, size in zip(sys.argv[1::3], map(int, sys.argv[2::3]), map(int, sys.argv[3::3])):
                x = torch.rand(2 if rank == 2 else 1, 2, *[size] * (rank - 1), size + size // 2)
                with torch.no_grad():
                    expected = torch.jit.load(base + ".pt")(x).numpy()
                session = onnxruntime.InferenceSession(base + ".onnx", providers=["CPUExecutionProvider"])
                got, = session.run(["output"], {"input": x.numpy()})
                assert got.shape == expected.shape, (base, got.shape)
                assert numpy.abs(got - expected).max() < 1e-4, (base, numpy.abs(got - expected).max())
            print("equal")
            """;

    @TempDir
    Path folder;

    @Test
    void bytesAreThoseOfTheEncoding() {
        Protobuf inner = new Protobuf().integer(1, 300);
        byte[] bytes = new Protobuf().text(2, "ab").message(3, inner).real(4, 1).toBytes();
        byte[] expected = {0x12, 2, 'a', 'b', 0x1A, 3, 0x08, (byte) 0xAC, 2, 0x25, 0, 0, (byte) 0x80, 0x3F};
        assertArrayEquals(expected, bytes);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws Exception {
        Inference inference = network("unet", 2);
        OnnxWriter.write(folder.resolve("a.onnx"), inference.graph(), inference.weights());
        OnnxWriter.write(folder.resolve("b.onnx"), inference.graph(), inference.weights());
        assertEquals(-1, Files.mismatch(folder.resolve("a.onnx"), folder.resolve("b.onnx")));
    }

    /** An Identity of several inputs, as it was once written, no program reads. */
    @Test
    void ofSeveralOutputsTheFirstIsTheAnswer() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int answer = graph.conv("logits", 0, 2, 1, true);
        graph.add("heads", new Heads(), answer, graph.conv("further", 0, 2, 3, true));
        OnnxNodes nodes = new OnnxNodes(graph.build());
        nodes.add(3);
        byte[] expected = new OnnxNode("Identity", "heads", List.of("v_logits"), "output")
                .message()
                .toBytes();
        assertArrayEquals(expected, nodes.nodes().get(0).toBytes());
    }

    @Test
    void onnxRuntimeComputesWhatTorchScriptDoes() throws Exception {
        Python.assumeModule("torch, onnxruntime");
        List<Object> arguments = new ArrayList<>();
        List<String> specs =
                new ArrayList<>(Extensions.of(Architecture.class).labels().keySet());
        specs.addAll(List.of("unet convolutions=valid depth=1", "unet upsampling=bilinear"));
        for (String spec : specs) {
            for (int rank = 2; rank <= 3; rank++) {
                Inference inference = network(spec, rank);
                Path base = folder.resolve(spec.replace(' ', '-') + rank);
                OnnxWriter.write(Path.of(base + ".onnx"), inference.graph(), inference.weights());
                TorchScriptWriter.write(Path.of(base + ".pt"), inference.graph(), inference.weights(), Form.portable());
                int least = spec.contains("valid") ? 12 : 2 * inference.graph().stride();
                arguments.addAll(List.of(base, rank, least));
            }
        }
        assertEquals("equal", Python.run(folder, COMPARE, arguments.toArray()).strip());
    }

    private static Inference network(String text, int rank) {
        Spec spec = Spec.parse(text);
        Architecture architecture = Extensions.of(Architecture.class).get(spec.id());
        Map<String, String> said = new LinkedHashMap<>(SMALL);
        said.keySet().retainAll(architecture.defaults().keySet());
        said.putAll(spec.options());
        var chosen = Extensions.of(Architecture.class).get(new Spec(spec.id(), said));
        Graph graph = chosen.extension().build(rank, 2, 3, chosen.options());
        return Inference.of(graph, RandomWeights.of(graph, 3));
    }
}
