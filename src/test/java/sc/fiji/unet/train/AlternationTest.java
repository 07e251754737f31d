package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form;

/** Networks are trained and validated in turn: what a validation leaves behind must not disturb the next step. */
class AlternationTest {
    private static final int ROUNDS = 3;

    @TestFactory
    Stream<DynamicTest> everyArchitectureIsTrainedAndValidatedInTurn() {
        return Extensions.of(Architecture.class).labels().keySet().stream().flatMap(id -> Stream.of(
                        Form.Precision.values())
                .map(precision -> DynamicTest.dynamicTest(id + " " + precision, () -> alternate(id, precision))));
    }

    private static void alternate(String id, Form.Precision precision) {
        Graph graph = graph(id);
        FitPlan plan = TrainingLoopTest.plan("adamw", precision);
        int edge = Math.max(32, graph.stride());
        try (TrainingNetwork network = new TrainingNetwork(graph, Checkpoint.initial(graph, 1), plan, note -> {})) {
            float[] output = new float[2 * edge * edge];
            for (int round = 0; round < ROUNDS; round++) {
                for (int step = 0; step < ROUNDS; step++) {
                    double loss =
                            network.step(3L * round + step, batch(edge), 0.001).loss();
                    assertTrue(Double.isFinite(loss), "loss " + loss);
                }
                try (PatchPredictor predictor = network.predictor()) {
                    predictor.predict(batch(edge).input(), 1, new int[] {edge, edge}, output);
                }
                for (float p : output) assertTrue(p >= 0 && p <= 1, "probability " + p);
            }
        }
    }

    private static Graph graph(String id) {
        Architecture architecture = Extensions.of(Architecture.class).get(id);
        Map<String, String> said = new LinkedHashMap<>();
        if (architecture.defaults().containsKey("width")) said.put("width", "4");
        if (architecture.defaults().containsKey("depth")) said.put("depth", "2");
        if (architecture.defaults().containsKey("fusion")) said.put("fusion", "4");
        if (architecture.defaults().containsKey("size")) said.put("size", "16");
        return architecture.build(2, 1, 2, Options.of(id, architecture.defaults(), said));
    }

    private static PatchBatch batch(int edge) {
        int pixels = 2 * edge * edge;
        float[] input = new float[pixels];
        int[] target = new int[pixels];
        float[] weight = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            target[i] = i / 5 % 2;
            input[i] = target[i] + 0.1f * (i % 7);
            weight[i] = 1;
        }
        return new PatchBatch(2, 1, new int[] {edge, edge}, input, target, weight);
    }
}
