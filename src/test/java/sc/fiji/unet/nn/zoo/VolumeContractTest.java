package sc.fiji.unet.nn.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.LoadedNet;

/** What holds for every registered architecture on volumes whose slices lie farther apart than their pixels. */
class VolumeContractTest {
    private static final Map<String, String> SMALL =
            Map.of("depth", "2", "width", "4", "fusion", "3", "widest", "8", "size", "8", "hidden", "6");

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return Extensions.of(Architecture.class).labels().keySet().stream();
    }

    private static Graph build(String id, int rank) {
        Spec spec = Spec.parse(id);
        for (var small : SMALL.entrySet()) {
            boolean known = Extensions.of(Architecture.class).get(id).defaults().containsKey(small.getKey());
            if (known) spec = spec.with(small.getKey(), small.getValue());
        }
        var chosen = Extensions.of(Architecture.class).get(spec);
        return chosen.extension().build(rank, 1, 2, chosen.options());
    }

    private static int edge(Graph graph) {
        return 2 * graph.stride();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aNetworkOfPlanesGivesWhatTheSlicesGiveByThemselves(String id) throws Exception {
        Graph plane = build(id, 2);
        if (!plane.tileInvariant()) return; // looks at all slices at once, to normalize them
        Graph volume = new Anisotropy(31, 0).applyTo(build(id, 3));
        assertEquals(1, volume.stride(2));
        assertEquals(0, volume.halo(2));
        Weights weights = RandomWeights.of(plane, 3);
        Inference planes = Inference.of(plane, weights);
        Inference volumes = Inference.of(volume, weights);
        int edge = edge(plane);
        int pixels = edge * edge;
        float[] image = LoadedNet.noise(1, 1, 1, 3, edge, edge);
        try (LoadedNet flat = LoadedNet.of(folder, planes.graph(), planes.weights(), Form.portable())) {
            float[] whole = predict(volumes, image, edge, edge, 3);
            for (int z = 0; z < 3; z++) {
                float[] slice = Arrays.copyOfRange(image, z * pixels, (z + 1) * pixels);
                float[] expected = flat.run(slice, false, 1, 1, edge, edge);
                for (int k = 0; k < 2; k++) {
                    int from = (3 * k + z) * pixels;
                    assertArrayEquals(
                            Arrays.copyOfRange(expected, k * pixels, (k + 1) * pixels),
                            Arrays.copyOfRange(whole, from, from + pixels),
                            1e-5f);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void allFormsComputeTheSame(String id) throws Exception {
        Graph graph = new Anisotropy(1, 1).applyTo(build(id, 3));
        Inference inference = Inference.of(graph, RandomWeights.of(graph, 4));
        int edge = edge(graph);
        int depth = 2 * graph.stride(2);
        float[] image = LoadedNet.noise(2, 1, 1, depth, edge, edge);
        try (LoadedNet net = LoadedNet.of(folder, inference.graph(), inference.weights(), Form.portable())) {
            float[] expected = net.run(image, false, 1, 1, depth, edge, edge);
            assertArrayEquals(expected, predict(inference, image, edge, edge, depth), 1e-4f);
        }
    }

    private static float[] predict(Inference inference, float[] image, int... size) {
        float[] output = new float[2 * image.length];
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(inference, "cpu", Form.Precision.FP32)) {
            predictor.predict(image, 1, size, output);
        }
        return output;
    }

    /** In so small a volume all of a unit's inputs may be negative by chance: one of a few draws must reach it. */
    @ParameterizedTest
    @MethodSource("ids")
    void gradientReachesEveryParameter(String id) throws Exception {
        Graph graph = new Anisotropy(1, 1).applyTo(build(id, 3));
        Set<String> unreached = new TreeSet<>();
        for (Parameter parameter : graph.parameters()) if (parameter.learned()) unreached.add(parameter.name());
        for (int seed = 5; seed < 8; seed++) unreached.removeAll(reached(graph, seed));
        assertEquals(Set.of(), unreached);
    }

    private Set<String> reached(Graph graph, int seed) throws Exception {
        long[] shape = {2, 1, 2L * graph.stride(2), edge(graph), edge(graph)};
        Form form = Form.training(Form.Precision.FP32);
        Set<String> reached = new TreeSet<>();
        try (LoadedNet net = LoadedNet.of(folder, graph, RandomWeights.of(graph, seed), form)) {
            net.gradients(LoadedNet.noise(3, shape), shape).forEach((name, gradient) -> {
                double sum = 0;
                for (float g : gradient) sum += Math.abs(g);
                if (sum > 0 && Double.isFinite(sum)) reached.add(name);
            });
        }
        return reached;
    }
}
