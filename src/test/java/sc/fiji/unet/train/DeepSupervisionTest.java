package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.Pytorch;
import sc.fiji.unet.loss.SegmentationLoss;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.LoadedNet;

class DeepSupervisionTest {
    private static final int CLASSES = 3;

    @TempDir
    Path folder;

    private static Graph graph(String id, boolean supervision, int classes) {
        String size = id.equals("unet3plus") ? " depth=2 width=4 fusion=3" : " depth=3 width=4";
        Spec spec = Spec.parse(id + size + " supervision=" + supervision);
        var chosen = Extensions.of(Architecture.class).get(spec);
        return chosen.extension().build(2, 1, classes, chosen.options());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unet3plus", "unetplusplus"})
    void predictsAsFastAsWithoutIt(String id) {
        Graph plain = graph(id, false, CLASSES);
        Graph supervised = graph(id, true, CLASSES);
        Inference with = Inference.of(supervised, Weights.initial(supervised, 1));
        Inference without = Inference.of(plain, Weights.initial(plain, 1));
        assertEquals(without.graph(), with.graph());
        without.weights()
                .arrays()
                .forEach((name, values) ->
                        assertArrayEquals(values, with.weights().get(name), name));
        assertEquals(plain.halo(), supervised.halo());
        assertEquals(plain.classes(), supervised.classes());
    }

    @Test
    void outputsAreThoseOfThePapers() {
        List<String> scales = graph("unet3plus", true, CLASSES).outputs().stream()
                .map(Node::name)
                .toList();
        assertEquals(List.of("logits", "logits1_full", "logits2_full"), scales);
        List<String> columns = graph("unetplusplus", true, CLASSES).outputs().stream()
                .map(Node::name)
                .toList();
        assertEquals(List.of("logits", "logits1", "logits2"), columns);
    }

    @Test
    void onlyTrainingPutsOutAll() throws Exception {
        Graph graph = graph("unet3plus", true, CLASSES);
        long[] shape = {1, 1, 8, 12};
        float[] image = LoadedNet.noise(1, shape);
        Form form = Form.training(Form.Precision.FP32);
        try (LoadedNet net = LoadedNet.of(folder, graph, Weights.initial(graph, 1), form)) {
            // In this order: what libtorch has compiled for gradients it may not run without them.
            assertEquals(CLASSES * 8 * 12, net.run(image, false, shape).length);
            assertEquals(3 * CLASSES * 8 * 12, net.run(image, true, shape).length);
        }
    }

    @Test
    void theLossIsTheMeanOverOutputs() {
        Graph graph = graph("unetplusplus", true, CLASSES);
        FitPlan like = TrainingLoopTest.plan("sgd", Form.Precision.FP32);
        FitPlan plan = new FitPlan(
                new FitPlan.Method(
                        Spec.parse("dice"),
                        like.method().optimizer(),
                        0.1,
                        like.method().schedule()),
                like.length(),
                new FitPlan.Machine(like.machine().precision(), "cpu", 5));
        int[] target = new int[2 * 16 * 16];
        for (int i = 0; i < target.length; i++) target[i] = i * 7 % CLASSES;
        float[] weight = new float[target.length];
        Arrays.fill(weight, 1);
        PatchBatch batch = new PatchBatch(2, 1, new int[] {16, 16}, LoadedNet.noise(5, 2, 1, 16, 16), target, weight);
        var loss = Extensions.of(SegmentationLoss.class).get(plan.method().loss());
        try (TrainingNetwork network = new TrainingNetwork(graph, Checkpoint.initial(graph, 1), plan, note -> {});
                NDManager scope = Pytorch.engine().newBaseManager()) {
            float[] all = network.logits(scope, batch).toFloatArray();
            int one = CLASSES * 256;
            double sum = 0;
            for (int head = 0; head < 3; head++) {
                float[] own = new float[2 * one];
                for (int n = 0; n < 2; n++) System.arraycopy(all, (3 * n + head) * one, own, n * one, one);
                NDArray logits = scope.create(own, new Shape(2, CLASSES, 16, 16));
                NDArray truth = scope.create(target, new Shape(2, 16, 16)).toType(DataType.INT64, false);
                NDArray counts = scope.create(weight, new Shape(2, 16, 16));
                sum += loss.extension()
                        .loss(logits, truth, counts, loss.options())
                        .getFloat();
            }
            assertEquals(sum / 3, network.step(0, batch, 0.01).loss(), 1e-5);
        }
    }

    @Test
    void otherClassesAreFittedAtEveryOutput() {
        Graph from = graph("unet3plus", true, 2);
        Graph to = graph("unet3plus", true, CLASSES);
        Weights learned = Weights.initial(from, 1);
        Transfer transfer =
                Transfer.of(new Transfer.Source(from, learned), to, Weights.initial(to, 2), new int[] {0, -1, 1});
        assertFalse(
                transfer.fresh().contains("logits1_weight"), transfer.fresh().toString());
        float[] before = learned.get("logits1_weight");
        int row = before.length / 2;
        assertArrayEquals(
                Arrays.copyOfRange(before, row, 2 * row),
                Arrays.copyOfRange(transfer.weights().get("logits1_weight"), 2 * row, 3 * row));
    }
}
