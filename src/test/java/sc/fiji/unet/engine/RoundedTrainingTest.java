package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** A network that trains with rounding must round as the one that predicts on bytes does. */
class RoundedTrainingTest {
    private static final int EDGE = 48;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unet width=4 depth=2",
                "unet width=4 depth=2 batchnorm=false activation=leakyrelu",
                "resunet width=4 depth=2",
                "unetplusplus width=4 depth=2"
            })
    void theTrainingFormRoundsLikeBytes(String architecture) {
        assumeTrue(Cpu.isX86(), "others do not compute on bytes");
        var chosen = Extensions.of(Architecture.class).get(Spec.parse(architecture));
        Graph graph = chosen.extension().build(2, 1, 2, chosen.options()).answering();
        Weights weights = RandomWeights.of(graph, 3);
        int[] size = {EDGE, EDGE};
        Inference network = Inference.of(graph, weights);
        Inference watched = network.withCalibration(Watching.of(network, noise(), 1, size));
        BytePlan plan = BytePlan.of(watched.graph(), watched.calibration());
        float[] floats = predict(watched, Form.portable());
        float[] bytes = predict(watched, Form.onBytes(plan));
        float[] rounded = answer(graph, weights, Form.training(Form.Precision.FP32, plan));
        double loss = distance(floats, bytes);
        double left = distance(rounded, bytes);
        assertTrue(loss > 1e-4, "bytes round: " + loss);
        assertTrue(left < 0.3 * loss, "of " + loss + " that bytes change, training does not know " + left);
    }

    private static float[] predict(Inference network, Form form) {
        float[] output = new float[2 * EDGE * EDGE];
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(network, "cpu", form)) {
            predictor.predict(noise(), 1, new int[] {EDGE, EDGE}, output);
        }
        return output;
    }

    private static float[] answer(Graph graph, Weights weights, Form form) {
        try (ScriptModule module =
                        ScriptModule.load(file -> TorchScriptWriter.write(file, graph, weights, form), "cpu", false);
                NDManager scope = module.newScope()) {
            NDArray patch = scope.create(noise(), TensorShapes.of(1, 1, new int[] {EDGE, EDGE}));
            return module.forward(patch, false).softmax(1).toFloatArray();
        }
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
        return sum / a.length;
    }

    private static float[] noise() {
        float[] noise = new float[EDGE * EDGE];
        Random random = new Random(5);
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        return noise;
    }
}
