package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Passes;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Multiply;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;
import sc.fiji.unet.predict.Request;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** A network computed strip by strip gives what it gives in one piece. */
class StripsTest {
    private static final int CLASSES = 3;
    private static final Form FUSED = new Form(Form.Precision.FP32, false, true);
    private static final int[] SIZE = {272, 992
    }; // three strips, two of what has two bytes a value, the last one smaller

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unet width=2",
                "unet width=16 depth=2",
                "unet width=2 batchnorm=false activation=leakyrelu",
                "inception-unet width=4 depth=2",
                "unetplusplus width=2 depth=3",
                "unet3plus width=2 depth=3 fusion=2",
                "resunet width=2 depth=3",
                "attention-unet width=2 depth=3",
                "cnn width=2 depth=3"
            })
    void stripsChangeNothing(String architecture) {
        stripsChangeNothing(network(Spec.parse(architecture)));
    }

    private static void stripsChangeNothing(Inference network) {
        assertFalse(Passes.of(network.graph()).isEmpty());
        float[] whole = predict(network, new Form(Form.Precision.FP32, false, false));
        float[] strips = predict(network, FUSED);
        assertArrayEquals(whole, strips, 2e-5f);
        float[] rounded = predict(network, DjlPatchPredictor.form(network.graph(), "cpu", Form.Precision.BF16));
        assertEquals(0, meanDifference(whole, rounded), 0.03, "bfloat16 has three digits");
        stripsOfBytesChangeNothing(network, whole);
    }

    private static void stripsOfBytesChangeNothing(Inference network, float[] floats) {
        if (!Cpu.isX86()) return;
        Inference watched = network.withCalibration(Watching.of(network, noise(128 * 128), 1, new int[] {128, 128}));
        Form onBytes = DjlPatchPredictor.onBytes(watched, "cpu");
        assertTrue(onBytes.isOnBytes());
        float[] strips = predict(watched, onBytes);
        assertArrayEquals(inOnePiece(watched, onBytes), strips, "bytes know no rounding of sums");
        double twoDigits = 0.05 * Calibration.WHOLE_BYTE / Cpu.largestWeight();
        assertEquals(0, meanDifference(floats, strips), twoDigits, "bytes have two digits");
    }

    private static float[] inOnePiece(Inference network, Form form) {
        try (ScriptModule module = ScriptModule.load(
                        file -> TorchScriptWriter.write(file, network.graph(), network.weights(), form), "cpu", false);
                NDManager scope = module.newScope()) {
            module.prepare();
            NDArray patch = scope.create(noise(SIZE[0] * SIZE[1]), TensorShapes.of(1, 1, SIZE));
            return module.forward(patch, false).toFloatArray();
        }
    }

    @Test
    void everyKindOfNodeIsComputedByRows() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int wide = graph.conv("wide", 0, 3, 5, true);
        int peaks = graph.add("peaks", new MaxPool(3, 1, 1), wide);
        int halved = graph.add("halved", new Conv(3, 4, 3, 2, 1, true), peaks);
        int quarter = graph.add("quarter", new MaxPool(2), graph.conv("around", halved, 4, 3, true));
        int gate = graph.add("gate", new Upsample(4), graph.conv("one", quarter, 1, 1, true));
        int up = graph.add(
                "up", new UpConv(4, 4, 4), quarter); // whose rows are no multiple of 4 for the kernel of 7 below
        int gated = graph.add("gated", new Multiply(), peaks, gate);
        int sum = graph.add("sum", new Add(), wide, graph.conv("narrow", gated, 3, 3, true));
        graph.conv("logits", graph.add("joined", new Concat(), sum, up), CLASSES, 7, true);
        Graph network = graph.build();
        stripsChangeNothing(Inference.of(network, RandomWeights.of(network, 3)));
    }

    /** Two classes that share 1, and one number by itself. */
    @Test
    void whatIsSaidBesideClassesIsComputedByRowsToo() {
        var chosen = Extensions.of(Architecture.class).get(Spec.parse("unet width=2"));
        Graph graph = chosen.extension().build(2, 1, CLASSES, chosen.options());
        Inference network = Inference.of(graph, RandomWeights.of(graph, 3), 2);
        stripsChangeNothing(network);
        float[] said = predict(network, FUSED);
        int plane = SIZE[0] * SIZE[1];
        double least = 1;
        double most = 0;
        for (int i = 0; i < plane; i++) {
            assertEquals(1, said[i] + said[plane + i], 1e-5);
            least = Math.min(least, said[2 * plane + i]);
            most = Math.max(most, said[2 * plane + i]);
        }
        assertTrue(least > 0 && most < 1 && most - least > 0.01, least + " to " + most);
    }

    /** As the readout of an imported network leaves it: what the last convolution gave. */
    @Test
    void whatIsLeftAsItIsIsComputedByRowsToo() {
        GraphBuilder builder = new GraphBuilder(2, 1);
        int pooled = builder.add("pooled", new MaxPool(2), builder.conv("first", 0, 4, 3, true));
        builder.add("up", new UpConv(4, CLASSES, 2), pooled);
        Graph graph = builder.build();
        var weights = RandomWeights.of(graph, 3);
        builder.add("said", new Readout(2, false), 2 + 1);
        Inference network = Inference.of(builder.build(), weights, 2);
        stripsChangeNothing(network);
        float[] said = predict(network, FUSED);
        float[] logits = predict(new Inference(graph, weights), new Form(Form.Precision.FP32, false, false));
        int third = 2 * SIZE[0] * SIZE[1];
        assertArrayEquals(
                Arrays.copyOfRange(logits, third, logits.length), Arrays.copyOfRange(said, third, said.length), 1e-5f);
        assertEquals(1, said[0] + said[third / 2], 1e-5, "two classes");
    }

    @Test
    void rowsThatAreAskedForDoNotDependOnWhichAreNot() {
        Inference network = deep();
        float[] whole = predict(network, FUSED);
        float[] asked = predict(network, FUSED, new Request(203, 96, Progress.NONE));
        int row = SIZE[0];
        int plane = SIZE[0] * SIZE[1];
        for (int c = 0; c < CLASSES; c++) {
            int from = c * plane + 203 * row;
            int to = c * plane + (SIZE[1] - 96) * row;
            assertArrayEquals(Arrays.copyOfRange(whole, from, to), Arrays.copyOfRange(asked, from, to));
        }
    }

    @Test
    void sizesOfPatchesMayChangeFromCallToCall() {
        Inference network = network(Spec.parse("unet width=2 depth=2"));
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(network, "cpu", Form.Precision.FP32)) {
            float[] before = predict(predictor, 64);
            predict(predictor, 32);
            assertArrayEquals(before, predict(predictor, 64));
        }
    }

    private static float[] predict(DjlPatchPredictor predictor, int edge) {
        float[] input = noise(edge * edge);
        float[] output = new float[CLASSES * input.length];
        predictor.predict(input, 1, new int[] {edge, edge}, output);
        return output;
    }

    @Test
    void progressIsToldAfterEachStrip() {
        Listener listener = new Listener(Integer.MAX_VALUE);
        predict(deep(), FUSED, new Request(203, 96, listener));
        long asked = SIZE[1] - 200 - 96; // 200 is a multiple of the stride
        assertEquals(asked, listener.total);
        assertEquals(listener.done.stream().sorted().toList(), listener.done);
        assertEquals(asked, listener.done.get(listener.done.size() - 1));
    }

    @Test
    void cancelingStopsBeforeTheNextStrip() {
        Listener listener = new Listener(1);
        assertThrows(CancellationException.class, () -> predict(deep(), FUSED, new Request(0, 0, listener)));
        assertEquals(1, listener.done.size());
    }

    /** Cancels after so many reports. */
    private static final class Listener implements Progress {
        private final int most;
        private final List<Long> done = new ArrayList<>();
        private long total;

        Listener(int most) {
            this.most = most;
        }

        @Override
        public void update(long done, long total, String what) {
            this.done.add(done);
            this.total = total;
        }

        @Override
        public boolean canceled() {
            return done.size() >= most;
        }
    }

    private static Inference deep() {
        return network(Spec.parse("unet width=2 depth=3"));
    }

    private static double meanDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
        return sum / a.length;
    }

    private static Inference network(Spec spec) {
        var chosen = Extensions.of(Architecture.class).get(spec);
        Graph graph = chosen.extension().build(2, 1, CLASSES, chosen.options());
        return Inference.of(graph, RandomWeights.of(graph, 3));
    }

    private static float[] predict(Inference network, Form form) {
        return predict(network, form, Request.ALL);
    }

    private static float[] predict(Inference network, Form form, Request request) {
        float[] input = noise(SIZE[0] * SIZE[1]);
        float[] output = new float[CLASSES * input.length];
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(network, "cpu", form)) {
            predictor.predict(input, 1, SIZE, request, output);
        }
        return output;
    }

    private static float[] noise(int length) {
        float[] noise = new float[length];
        Random random = new Random(5);
        for (int i = 0; i < length; i++) noise[i] = (float) random.nextGaussian();
        return noise;
    }
}
