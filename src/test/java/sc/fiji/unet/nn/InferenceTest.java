package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.LoadedNet;

class InferenceTest {
    @TempDir
    Path folder;

    /** A 1 x 1 convolution by 3, then (3 x - 1) / sqrt(4) * 6 + 0.5 = 9 x - 2.5. */
    @Test
    void foldingIsWhatTheFormulaSays() {
        GraphBuilder builder = new GraphBuilder(2, 1);
        int conv = builder.conv("conv", 0, 1, 1, false);
        builder.add("norm", new BatchNorm(1, 0, 0.1), conv);
        Weights weights = new Weights(Map.of(
                "conv_weight", new float[] {3},
                "norm_weight", new float[] {6},
                "norm_bias", new float[] {0.5f},
                "norm_mean", new float[] {1},
                "norm_variance", new float[] {4}));
        Inference inference = Inference.of(builder.build(), weights);
        assertEquals(List.of("input", "conv", "probabilities"), names(inference.graph()));
        assertEquals(9, inference.weights().get("conv_weight")[0], 1e-6);
        assertEquals(-2.5, inference.weights().get("conv_bias")[0], 1e-6);
    }

    @Test
    void foldedEqualsUnfolded() throws Exception {
        Graph graph = mixed();
        Weights weights = RandomWeights.of(graph, 3);
        Inference inference = Inference.of(graph, weights);
        List<String> names = names(inference.graph());
        assertFalse(names.contains("norm") || names.contains("dropped"));
        assertTrue(names.contains("kept"), "what does not follow a convolution stays");
        assertTrue(names.contains("shared"), "another node reads the convolution as it is");
        float[] image = LoadedNet.noise(1, 2, 2, 8, 12);
        float[] folded = run(inference.graph(), inference.weights(), image);
        assertArrayEquals(softmax(run(graph, weights, image), 3, 8 * 12), folded, 1e-5f);
    }

    private float[] run(Graph graph, Weights weights, float[] image) throws Exception {
        try (LoadedNet net = LoadedNet.of(folder, graph, weights, Form.portable())) {
            return net.run(image, false, 2, 2, 8, 12);
        }
    }

    private static Graph mixed() {
        GraphBuilder graph = new GraphBuilder(2, 2);
        int x = graph.batchNorm("norm", graph.conv("conv", 0, 4, 3, true));
        x = graph.add("dropped", new Dropout(0.5), graph.add("act", new Activation(Activation.Kind.RELU), x));
        x = graph.batchNorm("kept", graph.add("pool", new MaxPool(2), x));
        x = graph.upConv("up", x, 4);
        int twice = graph.conv("twice", x, 4, 1, false);
        x = graph.add("sum", new Add(), twice, graph.batchNorm("shared", twice));
        graph.conv("logits", x, 3, 1, true);
        return graph.build();
    }

    private static List<String> names(Graph graph) {
        return graph.nodes().stream().map(Node::name).toList();
    }

    /** Over the middle axis of (2, classes, pixels). */
    private static float[] softmax(float[] logits, int classes, int pixels) {
        float[] result = new float[logits.length];
        for (int n = 0; n < 2; n++) {
            for (int p = 0; p < pixels; p++) {
                double sum = 0;
                for (int k = 0; k < classes; k++) sum += Math.exp(logits[(n * classes + k) * pixels + p]);
                for (int k = 0; k < classes; k++) {
                    int at = (n * classes + k) * pixels + p;
                    result[at] = (float) (Math.exp(logits[at]) / sum);
                }
            }
        }
        return result;
    }
}
