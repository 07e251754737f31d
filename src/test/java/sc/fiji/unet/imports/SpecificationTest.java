package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.model.ModelFolder;

/** Each operation of the bioimage.io specification is imported in at least one form, and what is refused is written down. */
class SpecificationTest {
    private static final int WIDTH = OperationPackage.WIDTH;
    private static final int HEIGHT = OperationPackage.HEIGHT;
    private static final int PIXELS = WIDTH * HEIGHT;
    private static final String REFUSED_PAGE = "docs/exchange.md";

    /** A step, and what it makes of all numbers of an image of two channels. */
    private record Form(String step, UnaryOperator<double[]> rule) {}

    private static final Map<String, Form> OF_BOTH = Map.of(
            "binarize", each("kwargs: {threshold: 0.5}", v -> v > 0.5 ? 1.0 : 0.0),
            "clip", each("kwargs: {min: -1, max: 1.5}", v -> Math.max(-1, Math.min(1.5, v))),
            "ensure_dtype", each("kwargs: {dtype: float32}", v -> v),
            "fixed_zero_mean_unit_variance", each("kwargs: {mean: 1, std: 2}", v -> (v - 1) / 2),
            "scale_linear", each("kwargs: {gain: 2, offset: -1}", v -> 2 * v - 1),
            "scale_range", new Form("kwargs: {eps: 0.01}", SpecificationTest::range),
            "sigmoid", each("kwargs: {}", v -> 1 / (1 + Math.exp(-v))),
            "softmax", new Form("kwargs: {axis: channel}", SpecificationTest::softmax),
            "zero_mean_unit_variance", new Form("kwargs: {eps: 0.01}", SpecificationTest::unit));

    private static final Map<String, Form> OF_ANSWERS =
            Map.of("scale_mean_variance", each("kwargs: {reference_tensor: image}", v -> v)); // the answer is the image
    private static final ObjectScene DISKS =
            new ObjectScene(new int[] {40, 24}, new int[][] {{10, 10, 7}, {28, 12, 8}}, 1, 1);

    @TempDir
    Path folder;

    private static Form each(String step, UnaryOperator<Double> rule) {
        return new Form(step, all -> IntStream.range(0, all.length)
                .mapToDouble(i -> rule.apply(all[i]))
                .toArray());
    }

    private static double[] range(double... all) {
        double low = java.util.Arrays.stream(all).min().orElseThrow();
        double high = java.util.Arrays.stream(all).max().orElseThrow();
        return java.util.Arrays.stream(all)
                .map(v -> (v - low) / (high - low + 0.01))
                .toArray();
    }

    private static double[] unit(double... all) {
        double mean = java.util.Arrays.stream(all).average().orElseThrow();
        double square = java.util.Arrays.stream(all)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return java.util.Arrays.stream(all)
                .map(v -> (v - mean) / (Math.sqrt(square) + 0.01))
                .toArray();
    }

    private static double[] softmax(double... all) {
        double[] result = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            double other = all[(i + PIXELS) % all.length];
            result[i] = Math.exp(all[i]) / (Math.exp(all[i]) + Math.exp(other));
        }
        return result;
    }

    private static double[] image(int channels) {
        return OperationPackage.image(channels);
    }

    private Path written(int channels, String before, String after, double... expected) throws IOException {
        return new OperationPackage(folder, false).written(channels, before, after, expected);
    }

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    static Stream<String> ofBoth() {
        return new TreeSet<>(OF_BOTH.keySet()).stream();
    }

    static Stream<String> ofAnswers() {
        Map<String, Form> all = new TreeMap<>(OF_BOTH);
        all.putAll(OF_ANSWERS);
        return all.keySet().stream();
    }

    private static String step(String id) {
        Form form = OF_BOTH.getOrDefault(id, OF_ANSWERS.get(id));
        return "{id: " + id + ", " + form.step + "}";
    }

    @ParameterizedTest
    @MethodSource("ofBoth")
    void preparesImages(String id) throws IOException {
        Path made = written(2, step(id), "", OF_BOTH.get(id).rule.apply(image(2)));
        String told = Packages.imported(made, model().path());
        assertTrue(told.contains("Its test output is reproduced"), told);
    }

    @ParameterizedTest
    @MethodSource("ofAnswers")
    void isDoneToAnswers(String id) throws IOException {
        Form form = OF_BOTH.getOrDefault(id, OF_ANSWERS.get(id));
        Path made = written(2, "", step(id), form.rule.apply(image(2)));
        String told = Packages.imported(made, model().path());
        assertTrue(told.contains("Its test output is reproduced"), told);
    }

    @Test
    void makesObjects() throws IOException {
        String flow =
                "{id: cellpose_flow_dynamics, kwargs: {cellprob_threshold: 0, flow_threshold: 0.4, do_3D: false}}";
        Path made = DISKS.write(folder.resolve("flow"), DISKS.copying(3, false), DISKS.flows(), flow, DISKS.truth());
        String told = Packages.imported(made, folder.resolve("flows"));
        assertTrue(told.contains("2 of 2 objects of its test output are found"), told);
        double[][] rays = new double[32][];
        for (int k = 0; k < 32; k++)
            rays[k] = new double[] {Math.cos(2 * Math.PI * k / 32), Math.sin(2 * Math.PI * k / 32)};
        String star = "{id: stardist_postprocessing, kwargs: {prob_threshold: 0.5, nms_threshold: 0.3, n_rays: 32,"
                + " grid: [1, 1], b: 2}}";
        made = DISKS.write(
                folder.resolve("star"), DISKS.starDist(32, false, 1, 1), DISKS.stars(rays, 1, 1), star, DISKS.truth());
        told = Packages.imported(made, folder.resolve("stars"));
        assertTrue(told.contains("2 of 2 objects of its test output are found"), told);
    }

    /** All that it has but custom are tested above. */
    @Test
    void theSpecificationHasNoOthers() throws Exception {
        Python.assumeModule("bioimageio.spec");
        String said = Python.run(
                folder,
                """
                from typing import get_args
                from bioimageio.spec.model import v0_5
                for union in (v0_5.PreprocessingDescr, v0_5.PostprocessingDescr):
                    print(",".join(sorted(known.implemented_id for known in get_args(get_args(union)[0]))))
                """);
        List<String> after = Stream.concat(
                        ofAnswers(), Stream.of("cellpose_flow_dynamics", "custom", "stardist_postprocessing"))
                .sorted()
                .toList();
        assertEquals(
                List.of(String.join(",", ofBoth().toList()), String.join(",", after)),
                said.strip().lines().toList());
    }

    /** 4 v - 1 is the logit of a probability that has to be above 0.2 = 51 / 255. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "scale_linear, kwargs: {gain: 4, offset: -1}",
                "fixed_zero_mean_unit_variance, kwargs: {mean: 0.25, std: 0.25}"
            })
    void knownNumbersAroundAnActivationMoveItsThreshold(String first) throws IOException {
        String after = "{id: " + first + "}, {id: sigmoid}, {id: scale_linear, kwargs: {gain: 255}},"
                + " {id: binarize, kwargs: {threshold: 51}}";
        double[] image = image(1);
        double[] expected = java.util.Arrays.stream(image)
                .map(v -> 1 / (1 + Math.exp(1 - 4 * v)) > 0.2 ? 1 : 0)
                .toArray();
        String told = Packages.imported(written(1, "", after, expected), model().path());
        assertTrue(told.contains("Its test output is reproduced"), told);
        int[] classes = classes(image);
        for (int i = 0; i < PIXELS; i++) assertEquals((int) expected[i], classes[i], "pixel " + i);
    }

    /** Numbers of each channel decide which is the largest. */
    @Test
    void knownNumbersOfChannelsDecideOnClasses() throws IOException {
        String after = "{id: scale_linear, kwargs: {axis: channel, gain: [1, -2], offset: [0, 0.7]}}";
        double[] image = image(2);
        double[] expected = new double[2 * PIXELS];
        for (int i = 0; i < expected.length; i++) expected[i] = i < PIXELS ? image[i] : -2 * image[i] + 0.7;
        String told = Packages.imported(written(2, "", after, expected), model().path());
        assertTrue(told.contains("Its test output is reproduced"), told);
        int[] classes = classes(image);
        for (int i = 0; i < PIXELS; i++)
            assertEquals(expected[i + PIXELS] > expected[i] ? 1 : 0, classes[i], "pixel " + i);
    }

    private int[] classes(double... image) {
        return Packages.classes(model(), OperationPackage.floats(image), WIDTH, HEIGHT);
    }

    /** Each with words of the message, and the line that says why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "; {id: custom, kwargs: {}}; the operation custom; `custom` runs a program",
                "{id: scale_mean_variance, kwargs: {reference_tensor: image}}; ; is for answers by the specification;"
                        + " `scale_mean_variance` prepares no image",
                "{id: scale_linear, kwargs: {axis: z, gain: [1, 2]}}; ; axis: it is z, expected the channels, x, y or z of the"
                        + " tensor; that no image has, such as the batch",
                "; {id: softmax, kwargs: {axis: batch}}; axis: it is batch, expected the channels, x, y or z;"
                        + " that no image has, such as the batch",
                "; {id: sigmoid}, {id: binarize, kwargs: {threshold: 1}}; its threshold is 1.0; a threshold that no probability",
                "; {id: scale_range, kwargs: {reference_tensor: other}}; expected an input; that is no input"
            })
    void whatIsRefusedIsWrittenDown(String before, String after, String words, String line) throws IOException {
        Path made = written(2, before == null ? "" : before, after == null ? "" : after, image(2));
        String message = assertThrows(InputException.class, () -> Packages.imported(made, model().path()))
                .getMessage();
        assertTrue(message.contains(words), message);
        String page = Files.readString(Path.of(REFUSED_PAGE)).replaceAll("\\s+", " ");
        assertTrue(page.contains(line), line);
    }
}
