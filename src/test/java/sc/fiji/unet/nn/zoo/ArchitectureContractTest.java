package sc.fiji.unet.nn.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Shape;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.LoadedNet;
import sc.fiji.unet.torchscript.TorchScriptReader;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** What holds for every registered architecture, with small widths, and for the options that lead through other code. */
class ArchitectureContractTest {
    private static final Map<String, String> SMALL =
            Map.of("depth", "2", "width", "4", "fusion", "3", "widest", "8", "size", "8", "hidden", "6");
    private static final Form TRAINING = Form.training(Form.Precision.FP32);

    @TempDir
    Path folder;

    static Stream<String> specs() {
        Stream<String> defaults = Extensions.of(Architecture.class).labels().keySet().stream();
        Stream<String> options = Stream.of(
                "unet dropout=0.3 activation=leakyrelu batchnorm=false",
                "unet upsampling=bilinear depth=3",
                "unet convolutions=valid depth=1",
                "unet convolutions=valid",
                "inception-unet width=6 batchnorm=false",
                "unet3plus supervision=true depth=3",
                "unetplusplus supervision=true");
        return Stream.concat(defaults, options);
    }

    private static Graph build(String text, int rank, int channels) {
        return build(text, rank, channels, 3);
    }

    private static Graph build(String text, int rank, int channels, int classes) {
        Spec spec = Spec.parse(text);
        Architecture architecture = Extensions.of(Architecture.class).get(spec.id());
        for (Map.Entry<String, String> small : SMALL.entrySet()) {
            boolean open = architecture.defaults().containsKey(small.getKey())
                    && !spec.options().containsKey(small.getKey());
            if (open) spec = spec.with(small.getKey(), small.getValue());
        }
        return architecture.build(
                rank,
                channels,
                classes,
                Extensions.of(Architecture.class).get(spec).options());
    }

    @Test
    void knowsTheArchitecturesOfTheField() {
        assertTrue(Extensions.of(Architecture.class)
                .labels()
                .keySet()
                .containsAll(List.of(
                        "attention-unet",
                        "cnn",
                        "fcn",
                        "inception-unet",
                        "nnunet-plain",
                        "resunet",
                        "segnet",
                        "unet",
                        "unet3plus",
                        "unetplusplus")));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputIsAsLargeAsTheImage(String spec) {
        for (int rank = 2; rank <= 3; rank++) {
            Graph graph = build(spec, rank, 2);
            int[] size = new int[rank];
            for (int axis = 0; axis < rank; axis++) size[axis] = least(graph) + axis * graph.stride();
            List<Shape> shapes = graph.shapes(size);
            assertEquals(3, graph.classes());
            assertArrayEquals(size, shapes.get(shapes.size() - 1).size());
            assertEquals(0, graph.halo() % graph.stride());
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void gradientReachesEveryParameter(String spec) throws Exception {
        Graph graph = build(spec, 2, 1);
        for (Form.Precision precision : Form.Precision.values()) {
            int width = least(graph) + graph.stride();
            long[] shape = {2, 1, least(graph), width};
            try (LoadedNet net = LoadedNet.of(folder, graph, RandomWeights.of(graph, 4), Form.training(precision))) {
                Map<String, float[]> gradients = net.gradients(LoadedNet.noise(1, shape), shape);
                for (Parameter parameter : graph.parameters()) {
                    if (!parameter.learned()) continue;
                    float[] gradient = gradients.get(parameter.name());
                    assertEquals(parameter.size(), gradient.length, parameter.name());
                    assertTrue(isAlive(gradient), precision + ": no gradient reaches " + parameter.name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whereItIsCutDoesNotMatterBeyondTheHalo(String spec) throws Exception {
        Graph graph = build(spec, 2, 1);
        Inference inference = Inference.of(graph, RandomWeights.of(graph, 5));
        int stride = graph.stride();
        int cut = stride * (1 + least(graph) / 2 / stride);
        int height = Math.max(least(graph), stride);
        int width = 2 * cut + 2 * graph.halo() + 2 * stride + least(graph);
        width -= width % stride;
        float[] image = LoadedNet.noise(2, 1, 1, height, width);
        try (LoadedNet net = LoadedNet.of(folder, inference.graph(), inference.weights(), Form.portable())) {
            float[] whole = net.run(image, false, 1, 1, height, width);
            int inner = width - 2 * cut;
            float[] part = net.run(columns(image, width, cut, inner), false, 1, 1, height, inner);
            float[] expected = columns(whole, width, cut + graph.halo(), inner - 2 * graph.halo());
            float[] actual = columns(part, inner, graph.halo(), inner - 2 * graph.halo());
            if (graph.tileInvariant()) {
                assertArrayEquals(expected, actual, 1e-5f);
            } else {
                assertTrue(difference(expected, actual) > 1e-3, "why does it claim to depend on where it was cut?");
            }
        }
    }

    /** By gradients of single output pixels in every phase of the stride, through weights that cancel nothing. */
    @ParameterizedTest
    @MethodSource("specs")
    void haloIsNoLargerThanNeeded(String spec) throws Exception {
        Graph graph = build(spec, 2, 1, 1);
        if (!graph.tileInvariant()) return;
        int stride = graph.stride();
        int height = Math.max(least(graph), stride);
        int middle = graph.halo() + stride;
        int width = 2 * middle + stride;
        float[] image = LoadedNet.noise(3, 1, 1, height, width);
        int farthest = 0;
        Inference inference = Inference.of(graph, RandomWeights.averaging(graph));
        try (LoadedNet net = LoadedNet.of(folder, inference.graph(), inference.weights(), TRAINING)) {
            for (int phase = 0; phase < stride; phase += Math.max(1, stride / 4)) {
                int at = middle + phase;
                float[] gradient = net.inputGradient(image, height / 2 * width + at, 1, 1, height, width);
                for (int i = 0; i < gradient.length; i++) {
                    if (gradient[i] != 0) farthest = Math.max(farthest, Math.abs(i % width - at));
                }
            }
        }
        int radius = graph.receptiveField(0).radius();
        assertTrue(farthest <= radius, "reads " + farthest + " pixels far, says " + radius);
        assertTrue(farthest >= radius - 2 * stride, "reads " + farthest + " pixels far only, says " + radius);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void savedIsLoaded(String spec) {
        Graph graph = build(spec, 2, 3);
        Weights weights = RandomWeights.of(graph, 6);
        Path file = folder.resolve("saved.pt");
        TorchScriptWriter.write(file, graph, weights, TRAINING);
        Weights read = TorchScriptReader.read(file).requireFit(graph, "saved.pt");
        weights.arrays().forEach((name, values) -> assertArrayEquals(values, read.get(name), name));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyFormComputesTheSame(String spec) throws Exception {
        Graph graph = build(spec, 2, 2);
        Inference inference = Inference.of(graph, Weights.initial(graph, 8));
        float[] plain = run(inference, Form.portable());
        assertArrayEquals(plain, predict(inference, Form.Precision.FP32), 1e-4f);
        for (float[] half : List.of(
                run(inference, new Form(Form.Precision.BF16, false, false)), predict(inference, Form.Precision.BF16))) {
            assertTrue(difference(plain, half) < 0.03, "mean difference " + difference(plain, half));
            assertNotEquals(0, difference(plain, half));
        }
    }

    /** In the form that is fastest on this machine. */
    private static float[] predict(Inference inference, Form.Precision precision) {
        int size = edge(inference.graph());
        float[] output = new float[2 * inference.graph().classes() * size * size];
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(inference, "cpu", precision)) {
            predictor.predict(LoadedNet.noise(9, 2, 2, size, size), 2, new int[] {size, size}, output);
        }
        return output;
    }

    private static int edge(Graph graph) {
        return Math.max(least(graph), 2 * graph.stride());
    }

    private float[] run(Inference inference, Form form) throws Exception {
        int size = edge(inference.graph());
        try (LoadedNet net = LoadedNet.of(folder, inference.graph(), inference.weights(), form)) {
            return net.run(LoadedNet.noise(9, 2, 2, size, size), false, 2, 2, size, size);
        }
    }

    @Test
    void volumesRunToo() throws Exception {
        for (String id : Extensions.of(Architecture.class).labels().keySet()) {
            Graph graph = build(id, 3, 1);
            Inference inference = Inference.of(graph, RandomWeights.of(graph, 1));
            int size = least(graph);
            long[] shape = {1, 1, size, size, size + graph.stride()};
            for (Form.Precision precision : Form.Precision.values()) {
                Form form = new Form(precision, false, false);
                try (LoadedNet net = LoadedNet.of(folder, inference.graph(), inference.weights(), form)) {
                    float[] output = net.run(LoadedNet.noise(1, shape), false, shape);
                    assertEquals(3 * size * size * (size + graph.stride()), output.length, id);
                }
            }
        }
    }

    @Test
    void pythonLoadsThemAll() throws Exception {
        Python.assumeModule("torch");
        List<Object> arguments = new ArrayList<>();
        for (String spec : specs().toList()) {
            Graph graph = build(spec, 2, 1);
            Inference inference = Inference.of(graph, Weights.initial(graph, 2));
            for (Form.Precision precision : Form.Precision.values()) {
                Path file = folder.resolve(spec + precision + ".pt");
                Form form = new Form(precision, false, false);
                TorchScriptWriter.write(file, inference.graph(), inference.weights(), form);
                arguments.addAll(List.of(file, 2 * least(graph)));
            }
        }
        String printed = Python.run(
                folder,
                """
                import sys, torch
                with torch.no_grad():
                    for file, size in zip(sys.argv[1::2], map(int, sys.argv[2::2])):
                        y = torch.jit.load(file)(torch.rand(1, 1, size, size))
                        assert y.shape == (1, 3, size, size) and abs(y.sum(1) - 1).max() < 1e-5, file
                print("all")
                """,
                arguments.toArray());
        assertEquals("all", printed.strip());
    }

    /** The smallest image that the network takes, at least two strides long. */
    private static int least(Graph graph) {
        int size = 2 * graph.stride();
        while (true) {
            int[] edges = new int[graph.rank()];
            java.util.Arrays.fill(edges, size);
            try {
                graph.shapes(edges);
                return size;
            } catch (IllegalArgumentException tooSmall) {
                size += graph.stride();
            }
        }
    }

    private static boolean isAlive(float[] gradient) {
        double sum = 0;
        for (float g : gradient) sum += Math.abs(g);
        return sum > 0 && Double.isFinite(sum);
    }

    private static double difference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
        return sum / a.length;
    }

    /** Some columns of all rows and channels. */
    private static float[] columns(float[] values, int width, int from, int count) {
        int rows = values.length / width;
        float[] part = new float[rows * count];
        for (int row = 0; row < rows; row++) System.arraycopy(values, row * width + from, part, row * count, count);
        return part;
    }
}
