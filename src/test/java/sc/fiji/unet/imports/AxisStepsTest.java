package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.model.ModelFolder;

/** Operations along x or y, before and after a network that changes nothing: by hand, and as bioimage.io's own program does. */
class AxisStepsTest {
    private static final int WIDTH = OperationPackage.WIDTH;
    private static final int HEIGHT = OperationPackage.HEIGHT;
    private static final int PIXELS = WIDTH * HEIGHT;

    /** What the specification says, and what it makes of all numbers of two channels. */
    private record Step(String yaml, UnaryOperator<double[]> rule) {}

    @FunctionalInterface
    private interface Rule {
        double of(double value, int x, int y);
    }

    private static Step each(String yaml, Rule rule) {
        return new Step(yaml, all -> IntStream.range(0, all.length)
                .mapToDouble(i -> rule.of(all[i], i % WIDTH, i / WIDTH % HEIGHT))
                .toArray());
    }

    private static String list(int length, double first, double step) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf(first + step * i))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static final Map<String, Step> STEPS = Map.of(
            "columns",
            each(
                    "{id: scale_linear, kwargs: {axis: x, gain: " + list(WIDTH, 2, -0.25) + ", offset: "
                            + list(WIDTH, -1, 0.125) + "}}",
                    (v, x, y) -> (2 - 0.25 * x) * v - 1 + 0.125 * x),
            "rows",
            each(
                    "{id: fixed_zero_mean_unit_variance, kwargs: {axis: y, mean: " + list(HEIGHT, -1, 0.25) + ", std: "
                            + list(HEIGHT, 0.5, 0.5) + "}}",
                    (v, x, y) -> (v + 1 - 0.25 * y) / (0.5 + 0.5 * y)),
            "above",
            each(
                    "{id: binarize, kwargs: {axis: y, threshold: " + list(HEIGHT, -1.05, 0.3) + "}}",
                    (v, x, y) -> v > -1.05 + 0.3 * y ? 1 : 0),
            "across",
            new Step("{id: softmax, kwargs: {axis: x}}", all -> softmax(all, 1, WIDTH)),
            "down",
            new Step("{id: softmax, kwargs: {axis: y}}", all -> softmax(all, WIDTH, HEIGHT)),
            "channels",
            new Step("{id: softmax, kwargs: {axis: channel}}", all -> softmax(all, PIXELS, 2)),
            "sigmoid",
            each("{id: sigmoid}", (v, x, y) -> 1 / (1 + Math.exp(-v))),
            "plus",
            each("{id: scale_linear, kwargs: {gain: 12, offset: -0.5}}", (v, x, y) -> 12 * v - 0.5),
            "minus",
            each("{id: scale_linear, kwargs: {gain: -1, offset: 1}}", (v, x, y) -> 1 - v));

    @TempDir
    Path folder;

    private static double[] softmax(double[] all, int stride, int length) {
        double[] result = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            int first = i - i / stride % length * stride;
            double sum = 0;
            for (int k = 0; k < length; k++) sum += Math.exp(all[first + k * stride]);
            result[i] = Math.exp(all[i]) / sum;
        }
        return result;
    }

    private static double[] done(String ids, double... values) {
        double[] result = values;
        for (String id : words(ids)) result = STEPS.get(id).rule().apply(result);
        return result;
    }

    private static String[] words(String ids) {
        return ids == null || ids.isEmpty() ? new String[0] : ids.split(" ");
    }

    private static String yaml(String ids) {
        return Arrays.stream(words(ids)).map(id -> STEPS.get(id).yaml()).collect(Collectors.joining(", "));
    }

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    private int[] classes(OperationPackage made, Path file) {
        String told = Packages.imported(file, model().path());
        assertTrue(told.contains("Its test output is reproduced"), told);
        assertEquals(made.foreign(), told.contains("ONNX Runtime"), told);
        return Packages.classes(model(), OperationPackage.floats(OperationPackage.image(2)), WIDTH, HEIGHT);
    }

    /** Of two channels the larger one; of a last sigmoid or threshold, that which is above it, and larger before. */
    @ParameterizedTest
    @CsvSource({
        "columns, channels, false",
        "columns, channels, true",
        "sigmoid rows sigmoid, channels, false",
        "across plus, channels, false",
        "plus across plus down, channels, true",
        "above sigmoid columns, channels, false",
        ", columns, false",
        ", columns, true",
        ", rows minus, false",
        ", across, true",
        ", down minus sigmoid, false",
        ", sigmoid plus across plus channels, false",
        "columns, minus rows down, false",
        ", above, false",
        ", above, true",
        ", sigmoid across plus above, false",
        ", above minus, false"
    })
    void numbersAndClassesAreThoseByHand(String before, String after, boolean foreign) throws IOException {
        double[] prepared = done(before, OperationPackage.image(2));
        double[] answer = done(after, prepared);
        OperationPackage made = new OperationPackage(folder, foreign);
        int[] found = classes(made, made.written(2, yaml(before), yaml(after), answer));
        boolean each = after.endsWith("above") || after.endsWith("sigmoid");
        double[] most = after.endsWith("above") ? done(after.replaceFirst(" ?above$", ""), prepared) : answer;
        int[] expected = new int[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int largest = most[PIXELS + i] > most[i] ? 1 : 0;
            expected[i] = !each ? largest : answer[largest * PIXELS + i] > 0.5 ? largest + 1 : 0;
        }
        assertTrue(Arrays.stream(expected).distinct().count() > 1, "all are alike");
        assertArrayEquals(expected, found);
    }

    /** But for binarize, whose list it takes along the last axis whatever is said. */
    @ParameterizedTest
    @CsvSource({
        "columns, channels",
        "across plus, minus down plus channels",
        "sigmoid down rows, across plus columns channels"
    })
    void bioimageioCoreAnswersTheSame(String before, String after) throws Exception {
        Python.assumeModule("bioimageio.core, onnxruntime");
        OperationPackage made = new OperationPackage(folder, false);
        Path file = made.written(2, yaml(before), yaml(after), new double[2 * PIXELS]);
        OperationPackage.answerByCore(folder, file.getParent());
        int[] found = classes(made, file);
        byte[] npy = Files.readAllBytes(file.resolveSibling("answer.npy"));
        float[] answer = NpyTensor.read(npy, "answer.npy").inOrder("bcyx", "cyx", "answer.npy");
        for (int i = 0; i < PIXELS; i++) assertEquals(answer[PIXELS + i] > answer[i] ? 1 : 0, found[i], "pixel " + i);
    }

    /** One channel: where its number is above 0.5 by then. */
    @ParameterizedTest
    @CsvSource({"columns", "sigmoid rows", "down plus", "above", "above minus"})
    void aSingleChannelIsForegroundAboveOneHalf(String after) throws IOException {
        double[] answer = done(after, OperationPackage.image(1));
        Path file = new OperationPackage(folder, false).written(1, "", yaml(after), answer);
        String told = Packages.imported(file, model().path());
        assertTrue(told.contains("Its test output is reproduced"), told);
        int[] found = Packages.classes(model(), OperationPackage.floats(OperationPackage.image(1)), WIDTH, HEIGHT);
        int[] expected = Arrays.stream(answer).mapToInt(v -> v > 0.5 ? 1 : 0).toArray();
        assertEquals(2, Arrays.stream(expected).distinct().count());
        assertArrayEquals(expected, found);
    }

    @ParameterizedTest
    @CsvSource({"columns,", ", columns"})
    void imagesOfAnotherSizeAreRefused(String before, String after) throws IOException {
        double[] answer = done(after, done(before, OperationPackage.image(2)));
        Path file = new OperationPackage(folder, false).written(2, yaml(before), yaml(after), answer);
        Packages.imported(file, model().path());
        float[] wider = new float[2 * (WIDTH + 4) * HEIGHT];
        String message = assertThrows(InputException.class, () -> Packages.classes(model(), wider, WIDTH + 4, HEIGHT))
                .getMessage();
        assertTrue(message.contains("the image has 16 pixels along x, expected 12. Cut the image"), message);
        assertEquals(
                PIXELS + WIDTH, Packages.classes(model(), new float[2 * (PIXELS + WIDTH)], WIDTH, HEIGHT + 1).length);
    }

    @Test
    void itsPackageIsThatOfOneSizeToo() throws IOException {
        Path file = new OperationPackage(folder, false)
                .written(
                        2,
                        yaml("columns across"),
                        yaml("channels"),
                        done("columns across channels", OperationPackage.image(2)));
        Packages.imported(file, model().path());
        String message = assertThrows(InputException.class, () -> Packages.export(model(), folder.resolve("again.zip")))
                .getMessage();
        assertTrue(message.contains("pixels along x, expected 12"), message);
    }

    @Test
    void listsThatDoNotFitTheTestImageAreRefused() throws IOException {
        String eleven = "{id: scale_linear, kwargs: {axis: x, gain: " + list(11, 1, 1) + "}}";
        Path file = new OperationPackage(folder, false).written(2, eleven, "", new double[2 * PIXELS]);
        String message = assertThrows(InputException.class, () -> Packages.imported(file, model().path()))
                .getMessage();
        assertTrue(message.contains("the image has 12 pixels along x, expected 11"), message);
        assertArrayEquals(new String[] {"package"}, folder.toFile().list());
    }
}
