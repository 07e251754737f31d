package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.model.ModelEnsemble;
import sc.fiji.unet.model.ModelFolder;

/**
 * Operations of the bioimage.io specification that follow each other in whatever order, before and after a network that
 * changes nothing: numbers and classes are those that one gets by hand.
 */
class CombinedStepsTest {
    private static final int PIXELS = OperationPackage.WIDTH * OperationPackage.HEIGHT;

    /** What the specification says of one channel's value; softmax looks at two. */
    private record Step(String yaml, Rule rule) {}

    @FunctionalInterface
    private interface Rule {
        double of(double value, int channel, double other);
    }

    private static final Map<String, Step> STEPS = Map.of(
            "sigmoid", new Step("{id: sigmoid}", (v, c, o) -> 1 / (1 + Math.exp(-v))),
            "softmax", new Step("{id: softmax, kwargs: {axis: channel}}", (v, c, o) -> 1 / (1 + Math.exp(o - v))),
            "clip", new Step("{id: clip, kwargs: {min: -1, max: 0.4}}", (v, c, o) -> Math.max(-1, Math.min(0.4, v))),
            "low", new Step("{id: clip, kwargs: {min: 0.1}}", (v, c, o) -> Math.max(0.1, v)),
            "high", new Step("{id: clip, kwargs: {max: 0.4}}", (v, c, o) -> Math.min(0.4, v)),
            "minus", new Step("{id: scale_linear, kwargs: {gain: -1, offset: 1}}", (v, c, o) -> 1 - v),
            "plus",
                    new Step(
                            "{id: fixed_zero_mean_unit_variance, kwargs: {mean: 0.2, std: 0.25}}",
                            (v, c, o) -> (v - 0.2) / 0.25),
            "channels",
                    new Step(
                            "{id: scale_linear, kwargs: {axis: channel, gain: [1, 2.5], offset: [0.3, 0]}}",
                            (v, c, o) -> c == 0 ? v + 0.3 : 2.5 * v),
            "binarize", new Step("{id: binarize, kwargs: {threshold: 0.3}}", (v, c, o) -> v > 0.3 ? 1 : 0),
            "most", new Step("{id: binarize, kwargs: {threshold: 0.6}}", (v, c, o) -> v > 0.6 ? 1 : 0));

    /** Steps by numbers of the whole image: of each channel, or of all. */
    private static final Map<String, String> WHOLE = Map.of(
            "range", "{id: scale_range, kwargs: {axes: [y, x]}}",
            "came", "{id: scale_range, kwargs: {axes: [y, x], max_percentile: 90, reference_tensor: image}}",
            "unit", "{id: zero_mean_unit_variance, kwargs: {axes: [channel, y, x]}}");

    @TempDir
    Path folder;

    private static double[] done(String id, double... values) {
        if (id.equals("range")) return ranged(values);
        if (id.equals("unit")) return standardized(values);
        Rule rule = STEPS.get(id).rule();
        return IntStream.range(0, values.length)
                .mapToDouble(i -> rule.of(values[i], i / PIXELS, values[(i + PIXELS) % values.length]))
                .toArray();
    }

    private static double[] ranged(double... values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = i / PIXELS * PIXELS;
            double low = Arrays.stream(values, from, from + PIXELS).min().orElseThrow();
            double high = Arrays.stream(values, from, from + PIXELS).max().orElseThrow();
            result[i] = (values[i] - low) / (high - low + 1e-6);
        }
        return result;
    }

    private static double[] standardized(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return Arrays.stream(values)
                .map(v -> (v - mean) / (Math.sqrt(variance) + 1e-6))
                .toArray();
    }

    private static String yaml(String ids) {
        return Arrays.stream(ids.split(" "))
                .map(id -> WHOLE.containsKey(id) ? WHOLE.get(id) : STEPS.get(id).yaml())
                .collect(Collectors.joining(", "));
    }

    /** Of both ways in which networks are computed. */
    static Stream<Arguments> answers() {
        return Stream.of(false, true)
                .flatMap(foreign -> Stream.of(
                        Arguments.of(foreign, 1, "sigmoid minus", "half"),
                        Arguments.of(foreign, 1, "plus sigmoid minus", "half"),
                        Arguments.of(foreign, 1, "clip sigmoid", "half"),
                        Arguments.of(foreign, 1, "high plus sigmoid", "half"),
                        Arguments.of(foreign, 1, "sigmoid plus sigmoid", "half"),
                        Arguments.of(foreign, 1, "binarize minus", "half"),
                        Arguments.of(foreign, 1, "binarize sigmoid most", "half"),
                        Arguments.of(foreign, 1, "sigmoid low plus binarize", "half"),
                        Arguments.of(foreign, 2, "softmax channels", "largest"),
                        Arguments.of(foreign, 2, "sigmoid channels", "largest"),
                        Arguments.of(foreign, 2, "sigmoid minus", "largest"),
                        Arguments.of(foreign, 2, "channels low softmax", "largest"),
                        Arguments.of(foreign, 2, "softmax sigmoid", "each"),
                        Arguments.of(foreign, 2, "softmax plus sigmoid", "each"),
                        Arguments.of(foreign, 2, "softmax most", "each"),
                        Arguments.of(foreign, 2, "clip binarize", "each"),
                        Arguments.of(foreign, 1, "range sigmoid most", "half"),
                        Arguments.of(foreign, 1, "sigmoid range minus", "half"),
                        Arguments.of(foreign, 1, "plus range binarize minus", "half"),
                        Arguments.of(foreign, 2, "range", "largest"),
                        Arguments.of(foreign, 2, "minus unit minus", "largest"),
                        Arguments.of(foreign, 2, "sigmoid range softmax channels", "largest"),
                        Arguments.of(foreign, 2, "unit softmax most", "each"),
                        Arguments.of(foreign, 2, "channels softmax unit sigmoid range low binarize", "each")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersGoThroughThem(boolean foreign, int channels, String ids, String reading) throws IOException {
        double[] values = OperationPackage.image(channels);
        double[] before = values;
        for (String id : ids.split(" ")) {
            before = values;
            values = done(id, values);
        }
        OperationPackage made = new OperationPackage(folder, foreign);
        int[] found = classes(made, made.written(channels, "", yaml(ids), values), channels);
        int[] expected = new int[PIXELS];
        boolean binary = ids.endsWith("binarize") || ids.endsWith("most");
        for (int i = 0; i < PIXELS; i++) {
            int largest =
                    channels == 2 && (binary ? before : values)[PIXELS + i] > (binary ? before : values)[i] ? 1 : 0;
            boolean half = values[largest * PIXELS + i] > 0.5;
            expected[i] = reading.equals("largest") ? largest : half ? largest + 1 : 0;
        }
        assertTrue(Arrays.stream(expected).distinct().count() > 1 || ids.equals("softmax sigmoid"), "all are alike");
        assertArrayEquals(expected, found);
    }

    private int[] classes(OperationPackage made, Path file, int channels) {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        String told = Packages.imported(file, model.path());
        assertTrue(told.contains("Its test output is reproduced"), told);
        assertEquals(made.foreign(), told.contains("ONNX Runtime"), told);
        float[] image = OperationPackage.floats(OperationPackage.image(channels));
        return Packages.classes(model, image, OperationPackage.WIDTH, OperationPackage.HEIGHT);
    }

    @Test
    void whatIsDecidedByTheWholeAnswerOnlySegmentsAndByItself() throws IOException {
        Path file = new OperationPackage(folder, false)
                .written(1, "", yaml("range sigmoid"), done("sigmoid", done("range", OperationPackage.image(1))));
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        assertTrue(Packages.imported(file, model.path()).contains("It segments only"));
        String refused = assertThrows(InputException.class, () -> Packages.export(model, folder.resolve("again.zip")))
                .getMessage();
        assertTrue(refused.contains("decides on classes by numbers of its whole answer"), refused);
        Averaging twice = new Averaging(List.of(model.path()), false, TestTimeAugmentation.NONE);
        refused = assertThrows(InputException.class, () -> ModelEnsemble.members(model, twice))
                .getMessage();
        assertTrue(refused.contains("answers alone") && refused.contains("by itself"), refused);
        Files.writeString(model.cardFile(), Files.readString(model.cardFile()).replace("shift=0.0+0.0", "shift=0.0"));
        refused = assertThrows(InputException.class, model::card).getMessage();
        assertTrue(refused.contains("at least two classes"), refused);
    }

    static Stream<Arguments> preparations() {
        return Stream.of(false, true)
                .flatMap(foreign -> Stream.of(
                        Arguments.of(foreign, "sigmoid"),
                        Arguments.of(foreign, "sigmoid plus"),
                        Arguments.of(foreign, "plus softmax channels"),
                        Arguments.of(foreign, "channels binarize plus"),
                        Arguments.of(foreign, "sigmoid high minus sigmoid"),
                        Arguments.of(foreign, "clip binarize softmax channels low"),
                        Arguments.of(foreign, "sigmoid range"),
                        Arguments.of(foreign, "binarize unit minus"),
                        Arguments.of(foreign, "channels softmax range sigmoid unit low")));
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void imagesGoThroughThem(boolean foreign, String ids) throws IOException {
        double[] values = OperationPackage.image(2);
        for (String id : ids.split(" ")) values = done(id, values);
        OperationPackage made = new OperationPackage(folder, foreign);
        int[] found = classes(made, made.written(2, yaml(ids), "{id: softmax}", done("softmax", values)), 2);
        for (int i = 0; i < PIXELS; i++) assertEquals(values[PIXELS + i] > values[i] ? 1 : 0, found[i], "pixel " + i);
    }

    /** As by hand, so does bioimage.io's own program, which takes numbers of images as they came only. */
    @ParameterizedTest
    @CsvSource({
        "sigmoid plus sigmoid, channels low softmax",
        "plus softmax channels, sigmoid minus",
        "channels binarize plus, softmax channels",
        "sigmoid channels came minus, sigmoid",
        "binarize came softmax came channels, softmax",
        "plus, came sigmoid channels softmax",
        "low, sigmoid came minus came softmax"
    })
    void bioimageioCoreAnswersTheSame(String before, String after) throws Exception {
        Python.assumeModule("bioimageio.core, onnxruntime");
        OperationPackage made = new OperationPackage(folder, false);
        Path file = made.written(2, yaml(before), yaml(after), new double[2 * PIXELS]);
        OperationPackage.answerByCore(folder, file.getParent());
        int[] found = classes(made, file, 2);
        if (!after.endsWith("softmax")) return; // else it may be of neither channel's class
        byte[] npy = Files.readAllBytes(file.resolveSibling("answer.npy"));
        float[] answer = NpyTensor.read(npy, "answer.npy").inOrder("bcyx", "cyx", "answer.npy");
        for (int i = 0; i < PIXELS; i++) assertEquals(answer[PIXELS + i] > answer[i] ? 1 : 0, found[i], "pixel " + i);
    }
}
