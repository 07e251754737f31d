package sc.fiji.unet.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Committee;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.registry.Extensions;

/** What the makers of ONNX say of our files, and a program that compiles them in its own way. */
class OnnxJudgeTest {
    private static final String CHECK =
            """
            import sys, onnx
            for file in sys.argv[1:]:
                model = onnx.load(file)
                onnx.checker.check_model(model, full_check=True)
                assert model.opset_import[0].version == 17, model.opset_import
            print("checked")
            """;

    private static final String COMPARE =
            """
            import sys, numpy, onnxruntime, openvino
            for file in sys.argv[1:]:
                session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
                x = numpy.random.default_rng(1).random((1, 1, 32, 48), dtype=numpy.float32)
                expected, = session.run(None, {"input": x})
                exact = {"INFERENCE_PRECISION_HINT": "f32"}
                got = openvino.compile_model(file, "CPU", exact)(x)[0]
                assert got.shape == expected.shape and numpy.abs(got - expected).max() < 1e-4, file
            print("equal")
            """;

    /** Pooling that remembers where its maxima were has no counterpart there. */
    private static final List<String> NOT_IN_OPENVINO = List.of("segnet");

    @TempDir
    Path folder;

    private final List<Object> files = new ArrayList<>();

    @Test
    void theCheckerTakesEveryNetwork() throws Exception {
        Python.assumeModule("onnx");
        for (String id : Extensions.of(Architecture.class).labels().keySet()) write(id, network(id, 3));
        write("committee", Committee.of(List.of(network("unet", 1), network("resunet", 2))));
        String printed = Python.run(folder, CHECK, files.toArray());
        assertTrue(printed.contains("checked"), printed);
    }

    @Test
    void openvinoComputesWhatOnnxRuntimeDoes() throws Exception {
        Python.assumeModule("onnxruntime, openvino");
        for (String id : Extensions.of(Architecture.class).labels().keySet()) {
            if (!NOT_IN_OPENVINO.contains(id)) write(id, network(id, 3));
        }
        String printed = Python.run(folder, COMPARE, files.toArray());
        assertTrue(printed.contains("equal"), printed);
    }

    private void write(String name, Inference network) {
        Path file = folder.resolve(name + ".onnx");
        OnnxWriter.write(file, network.graph(), network.weights());
        files.add(file);
    }

    private static Inference network(String id, int seed) {
        Architecture architecture = Extensions.of(Architecture.class).get(id);
        Map<String, String> small = new java.util.LinkedHashMap<>(
                Map.of("depth", "2", "width", "4", "fusion", "3", "widest", "8", "size", "8", "hidden", "6"));
        small.keySet().retainAll(architecture.defaults().keySet());
        Graph graph = architecture.build(2, 1, 3, Options.of(id, architecture.defaults(), small));
        return Inference.of(graph, RandomWeights.of(graph, seed));
    }
}
