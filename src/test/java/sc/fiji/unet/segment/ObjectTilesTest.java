package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.Cards;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.engine.Watching;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.tile.Tiling;

/** Whatever a network says beside classes and in whatever number format: objects of tiles are those of the whole, every one. */
class ObjectTilesTest {
    private static final String NETWORK = "unet width=4 depth=2";

    /** More than a strip of 2^18 pixels, and no multiple of a tile. */
    private static final int[] SIZE = {508, 523};

    private static final int EDGE = 128;
    private static final int PIXELS = SIZE[0] * SIZE[1];
    private static final Tiling WHOLE = Tiling.fixed(1, 592, 608);
    private static final Tiling TILES = Tiling.fixed(2, 144, 120);
    private static final Tiling STRIPES = Tiling.fixed(1, 592, 96);

    static Stream<Arguments> all() {
        return Extensions.of(AuxiliaryTargets.class).labels().keySet().stream()
                .filter(id -> !id.equals(AuxiliaryTargets.NONE))
                .flatMap(id -> Arrays.stream(PrecisionChoice.values())
                        .filter(precision -> precision != PrecisionChoice.AUTO)
                        .map(precision -> Arguments.of(id, precision)));
    }

    private static ImageSource image() {
        byte[] pixels = new byte[PIXELS];
        Random random = new Random(7);
        for (int i = 0; i < PIXELS; i++) {
            double wave = Math.sin(i % SIZE[0] / 5.0) * Math.cos(i / SIZE[0] / 6.0);
            pixels[i] = (byte) (128 + 80 * wave + 20 * random.nextGaussian());
        }
        return new ImageSource("waves", ArrayImgs.unsignedBytes(pixels, SIZE[0], SIZE[1], 1));
    }

    private static ModelCard card(String id, AuxiliaryTargets auxiliary, Graph graph) {
        ModelCard.Network network = ModelCard.Network.of(NETWORK, 2, 1, graph.classes())
                .withTiles(graph.stride(), graph.halo(), graph.stride(), graph.tileInvariant());
        String fine = id.equals("distance") ? " shape=0 tolerance=0.02" : "";
        String separation = auxiliary.separation() + fine;
        ModelCard.Labels labels = new ModelCard.Labels(Cards.twoClasses(), true, null)
                .withObjects(new ObjectRule(id, separation, 0.5, 3));
        return new ModelCard(network, Cards.BYTES, labels);
    }

    private static Segmentation said(ImageSource image, PatchPredictor predictor, ModelCard card, Tiling tiling) {
        ArrayImg<FloatType, FloatArray> chances = ArrayImgs.floats(SIZE[0], SIZE[1], predictor.classes());
        ArrayImg<UnsignedByteType, ByteArray> classes = ArrayImgs.unsignedBytes(SIZE[0], SIZE[1]);
        new Segmenter(predictor, ImageSegmenter.geometry(card.network()), tiling)
                .fill(
                        image,
                        Normalizing.of(card.input().spec()).of(image, image),
                        new FinalInterval(SIZE[0], SIZE[1]),
                        new LabelSink(classes, card.classOutputs()).and(new ProbabilitySink(chances)),
                        Progress.NONE);
        return new Segmentation(classes, chances, null, 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void tilesAndStripsChangeNoObject(String id, PrecisionChoice precision) {
        AuxiliaryTargets auxiliary = Extensions.of(AuxiliaryTargets.class).get(id);
        var chosen = Extensions.of(Architecture.class).get(Spec.parse(NETWORK));
        int outputs = 2 + auxiliary.names(2).size();
        Graph graph = chosen.extension().build(2, 1, outputs, chosen.options());
        Inference floats = Inference.of(graph, balanced(graph), 2);
        ModelCard card = card(id, auxiliary, graph);
        ImageSource image = image();
        Inference network = floats.withCalibration(Watching.of(floats, patch(), 1, new int[] {EDGE, EDGE}));
        try (PatchPredictor predictor = Precisions.compile(network, "cpu", precision, note -> {})) {
            ImageSegmenter segmenter = new ImageSegmenter(predictor, card);
            SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), card, false);
            Segmentation whole = said(image, predictor, card, WHOLE);
            int[] expected =
                    segmenter.finish(whole, image, request, Progress.NONE).objectArray();
            int count = Arrays.stream(expected).max().orElse(0);
            assertTrue(count > 20, count + " objects");
            for (Tiling tiling : new Tiling[] {TILES, STRIPES}) {
                Segmentation parts = said(image, predictor, card, tiling);
                assertArrayEquals(whole.classArray(), parts.classArray());
                int[] found =
                        segmenter.finish(parts, image, request, Progress.NONE).objectArray();
                assertArrayEquals(expected, found);
            }
            assertArrayEquals(
                    expected,
                    segmenter
                            .run(image, request, new MemoryStore(), Progress.NONE)
                            .objectArray(),
                    "and so does the way that all commands go");
        }
    }

    /** Random weights whose outputs say one thing as often as the other; the background's is always 0. */
    private static Weights balanced(Graph graph) {
        Map<String, float[]> arrays =
                new LinkedHashMap<>(RandomWeights.of(graph, 3).arrays());
        float[] weight = last(graph, arrays, Parameter.Role.WEIGHT);
        float[] bias = last(graph, arrays, Parameter.Role.BIAS);
        int inputs = weight.length / bias.length;
        Arrays.fill(weight, 0, inputs, 0);
        bias[0] = 0;
        float[] said = new float[bias.length * EDGE * EDGE];
        try (PatchPredictor predictor = Precisions.compile(
                Inference.of(graph, new Weights(arrays), 2), "cpu", PrecisionChoice.FP32, note -> {})) {
            predictor.predict(patch(), 1, new int[] {EDGE, EDGE}, said);
        }
        for (int k = 1; k < bias.length; k++) {
            double[] logits = IntStream.range(k * EDGE * EDGE, (k + 1) * EDGE * EDGE)
                    .mapToDouble(i -> Math.log(said[i] / (1 - said[i])))
                    .sorted()
                    .toArray();
            float gain = (float) (4 / (logits[logits.length * 9 / 10] - logits[logits.length / 10]));
            for (int i = 0; i < inputs; i++) weight[k * inputs + i] *= gain;
            bias[k] = gain * (float) (bias[k] - logits[logits.length / 2]);
        }
        return new Weights(arrays);
    }

    private static float[] last(Graph graph, Map<String, float[]> arrays, Parameter.Role role) {
        List<String> names = graph.parameters().stream()
                .filter(parameter -> parameter.role() == role)
                .map(Parameter::name)
                .toList();
        return arrays.get(names.get(names.size() - 1));
    }

    /** A corner of the image. */
    private static float[] patch() {
        float[] patch = new float[EDGE * EDGE];
        Cursor<? extends RealType<?>> pixels = Views.flatIterable(
                        Views.interval(image().pixels(), new long[3], new long[] {EDGE - 1, EDGE - 1, 0}))
                .cursor();
        for (int i = 0; i < patch.length; i++) patch[i] = pixels.next().getRealFloat() / 255;
        return patch;
    }
}
