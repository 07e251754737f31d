package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.model.ModelFolder;

/** Types of whole numbers between operations: what is behind the decimal point is cut off, and then looked at. */
class TypeStepsTest {
    private record Step(String yaml, DoubleUnaryOperator rule) {}

    private static final Map<String, Step> STEPS = Map.of(
            "three",
            new Step("{id: scale_linear, kwargs: {gain: 3}}", v -> 3 * v),
            "far",
            new Step("{id: scale_linear, kwargs: {gain: 90}}", v -> 90 * v),
            "minus",
            new Step("{id: scale_linear, kwargs: {gain: -1, offset: 1}}", v -> 1 - v),
            "sigmoid",
            new Step("{id: sigmoid}", v -> 1 / (1 + Math.exp(-v))),
            "most",
            new Step("{id: binarize, kwargs: {threshold: 0.6}}", v -> v > 0.6 ? 1 : 0),
            "int8",
            type("int8", v -> Math.max(-128, Math.min(127, (int) v))),
            "int32",
            type("int32", v -> (int) v),
            "uint8",
            type("uint8", v -> Math.max(0, Math.min(255, (int) v))),
            "bool",
            type("bool", v -> v == 0 ? 0 : 1),
            "float32",
            type("float32", v -> v));

    @TempDir
    Path folder;

    private static Step type(String name, DoubleUnaryOperator rule) {
        return new Step("{id: ensure_dtype, kwargs: {dtype: " + name + "}}", rule);
    }

    private static Stream<Step> steps(String ids) {
        return Arrays.stream(ids.split(" ")).map(STEPS::get);
    }

    private static double[] done(String ids, double... values) {
        double[] result = values.clone();
        steps(ids).forEach(step -> Arrays.setAll(result, i -> step.rule().applyAsDouble(result[i])));
        return result;
    }

    private int[] classes(boolean foreign, String ids, boolean whole, double... answer) throws IOException {
        Path file = new OperationPackage(folder, foreign)
                .written(1, "", steps(ids).map(Step::yaml).collect(Collectors.joining(", ")), answer);
        return classes(file, whole);
    }

    private int[] classes(Path file, boolean whole) {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        String told = Packages.imported(file, model.path());
        assertTrue(told.contains("Its test output is reproduced"), told);
        assertEquals(whole, told.contains("numbers of the whole answer"), told);
        float[] image = OperationPackage.floats(OperationPackage.image(1));
        return Packages.classes(model, image, OperationPackage.WIDTH, OperationPackage.HEIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "three int8 sigmoid most, false",
        "three int8 sigmoid most, true",
        "three uint8 minus, false",
        "three int32 minus most, false",
        "uint8 bool minus, false",
        "far int8 minus, true",
        "far uint8 float32 minus sigmoid most, false"
    })
    void whatIsLookedAtThenIsWhole(String ids, boolean foreign) throws IOException {
        double[] answer = done(ids, OperationPackage.image(1));
        int[] expected = Arrays.stream(answer).mapToInt(v -> v > 0.5 ? 1 : 0).toArray();
        assertEquals(2, Arrays.stream(expected).distinct().count());
        assertArrayEquals(expected, classes(foreign, ids, true, answer));
        double[] uncut = done(ids.replaceFirst("(int8|int32|uint8|bool) ", ""), OperationPackage.image(1));
        int[] other = Arrays.stream(uncut).mapToInt(v -> v > 0.5 ? 1 : 0).toArray();
        if (!ids.startsWith("far")) assertTrue(!Arrays.equals(expected, other), "it would be the same without");
    }

    /** A file of whole numbers, whose probabilities would be 0 there. */
    @Test
    void lastItIsHowAFileSaysIt() throws IOException {
        double[] image = OperationPackage.image(1);
        int[] expected = Arrays.stream(image).mapToInt(v -> v > 0 ? 1 : 0).toArray();
        assertArrayEquals(expected, classes(false, "sigmoid uint8", false, done("sigmoid uint8", image)));
        assertArrayEquals(
                Arrays.stream(image).mapToInt(v -> v > 0.6 ? 1 : 0).toArray(),
                classes(false, "most uint8", false, done("most uint8", image)));
    }

    @Test
    void bioimageioCoreAnswersTheSame() throws Exception {
        Python.assumeModule("bioimageio.core, onnxruntime");
        String ids = "three int8 sigmoid float32";
        String yaml = steps(ids).map(Step::yaml).collect(Collectors.joining(", "));
        Path file = new OperationPackage(folder, false).written(1, "", yaml, OperationPackage.image(1));
        OperationPackage.answerByCore(folder, file.getParent());
        int[] found = classes(file, true);
        byte[] npy = Files.readAllBytes(file.resolveSibling("answer.npy"));
        float[] answer = NpyTensor.read(npy, "answer.npy").inOrder("bcyx", "cyx", "answer.npy");
        for (int i = 0; i < found.length; i++) assertEquals(answer[i] > 0.5 ? 1 : 0, found[i], "pixel " + i);
    }
}
