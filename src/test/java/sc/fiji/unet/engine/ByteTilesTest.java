package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Request;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;
import sc.fiji.unet.torchscript.Form;

/** On bytes, too, it makes no difference into which tiles an image is cut, and so to no label either; sums are whole. */
class ByteTilesTest {
    private static final int CLASSES = 3;
    private static final int WIDTH = 211;
    private static final int HEIGHT = 157;
    private static final int EDGE = 64;

    private final ImageSource image = image();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unet width=4 depth=2",
                "unet width=4 depth=2 activation=leakyrelu upsampling=bilinear",
                "resunet width=4 depth=2",
                "attention-unet width=4 depth=2",
                "unetplusplus width=4 depth=2",
                "cnn width=4 depth=2"
            })
    void tilesGiveTheBitsOfTheWhole(String architecture) {
        assumeTrue(Cpu.isX86(), "others do not compute on bytes");
        Inference network = network(architecture);
        BytePlan plan = BytePlan.of(network.graph(), network.calibration());
        assertTrue(plan.share(network.graph()) > 0.1, plan.toString());
        float[] whole = onBytes(network, Tiling.fixed(1, 256, 192));
        assertArrayEquals(whole, onBytes(network, Tiling.fixed(2, 96, 64)));
        Inference mixed = network.withCalibration(
                network.calibration().leaving(List.of(some(plan))).upTo(Calibration.HALF_A_BYTE));
        assertArrayEquals(onBytes(mixed, Tiling.fixed(1, 256, 192)), onBytes(mixed, Tiling.fixed(2, 96, 64)));
    }

    /** The largest weights times the largest values, all products of the same sign. */
    @Test
    void sumsOfTheLargestBytesAreNotCutOff() {
        assumeTrue(Cpu.isX86(), "others do not compute on bytes");
        GraphBuilder graph = new GraphBuilder(2, 1);
        int first = graph.conv("first", 0, 32, 1, true);
        graph.conv("logits", graph.conv("sum", first, 32, 3, true), 2, 1, true);
        Graph network = graph.build();
        float[] last = new float[2 * 32];
        Arrays.fill(last, 0, 32, 1f / 32);
        Inference floats = Inference.of(
                network,
                new Weights(Map.of(
                        "first_weight",
                        filled(32, 1),
                        "first_bias",
                        new float[32],
                        "sum_weight",
                        filled(32 * 32 * 9, 1f / (32 * 9)),
                        "sum_bias",
                        new float[32],
                        "logits_weight",
                        last,
                        "logits_bias",
                        new float[2])));
        float[] ones = filled(EDGE * EDGE, 1);
        Inference watched = floats.withCalibration(Watching.of(floats, ones, 1, new int[] {EDGE, EDGE}));
        Form onBytes = DjlPatchPredictor.onBytes(watched, "cpu");
        assertTrue(onBytes.isOnBytes());
        Form portable = Form.portable();
        assertArrayEquals(probabilities(floats, portable, ones), probabilities(watched, onBytes, ones), 0.01f);
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static float[] probabilities(Inference network, Form form, float[] patch) {
        float[] output = new float[2 * EDGE * EDGE];
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(network, "cpu", form)) {
            predictor.predict(patch, 1, new int[] {EDGE, EDGE}, Request.ALL, output);
        }
        return output;
    }

    private static String some(BytePlan plan) {
        return plan.products().stream().sorted().findFirst().orElseThrow();
    }

    private float[] onBytes(Inference network, Tiling tiling) {
        Graph graph = network.graph();
        ArrayImg<FloatType, FloatArray> out = ArrayImgs.floats(WIDTH, HEIGHT, CLASSES);
        Form form = DjlPatchPredictor.onBytes(network, "cpu");
        assertTrue(form.isOnBytes());
        try (PatchPredictor predictor = DjlPatchPredictor.compile(network, "cpu", form)) {
            new Segmenter(predictor, Geometry.of(2, graph.stride(), graph.halo()), tiling)
                    .fill(image, ChannelScaling.identity(1), new ProbabilitySink(out), Progress.NONE);
        }
        return out.update(null).getCurrentStorageArray();
    }

    private static Inference network(String architecture) {
        var chosen = Extensions.of(Architecture.class).get(Spec.parse(architecture));
        Graph graph = chosen.extension().build(2, 1, CLASSES, chosen.options()).answering();
        Inference network = Inference.of(graph, RandomWeights.of(graph, 3));
        float[] patch = new float[EDGE * EDGE];
        Random random = new Random(5);
        for (int i = 0; i < patch.length; i++) patch[i] = random.nextInt(-128, 128) / 64f;
        return network.withCalibration(Watching.of(network, patch, 1, new int[] {EDGE, EDGE}));
    }

    private static ImageSource image() {
        float[] pixels = new float[WIDTH * HEIGHT];
        Random random = new Random(7);
        for (int i = 0; i < pixels.length; i++) pixels[i] = random.nextInt(-128, 128) / 64f;
        return new ImageSource("random", ArrayImgs.floats(pixels, WIDTH, HEIGHT, 1));
    }
}
