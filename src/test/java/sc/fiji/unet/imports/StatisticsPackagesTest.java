package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.model.ModelFolder;

/** Packages that prepare images by numbers of parts of these or of another image, or scale answers by those of an image. */
class StatisticsPackagesTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;
    private static final int PIXELS = WIDTH * HEIGHT;
    private static final String DESCRIPTION =
            """
            format_version: 0.5.7
            type: model
            name: Statistics
            description: Pairs
            authors: [{name: Nobody}]
            license: MIT
            documentation: README.md
            inputs:
            - id: dna
              axes: [{type: batch}, {type: channel, channel_names: [a]}, {type: space, id: y, size: {min: 4, step: 4}},
                {type: space, id: x, size: {min: 4, step: 4}}]
              data: {type: float32}
              preprocessing: [DNA]
              test_tensor: {source: dna.npy}
            - id: actin
              axes: [{type: batch}, {type: channel, channel_names: [b]}, {type: space, id: y, size: {tensor_id: dna, axis_id: y}},
                {type: space, id: x, size: {tensor_id: dna, axis_id: x}}]
              data: {type: float32}
              preprocessing: [ACTIN]
              test_tensor: {source: actin.npy}
            outputs:
            - id: cells
              axes: [{type: batch}, {type: channel, channel_names: [background, cell]},
                {type: space, id: y, size: {tensor_id: dna, axis_id: y}}, {type: space, id: x, size: {tensor_id: dna, axis_id: x}}]
              data: {type: float32}
              postprocessing: [CELLS]
              test_tensor: {source: cells.npy}
            weights:
              onnx: {source: net.onnx, opset_version: 17}
            """;

    @TempDir
    Path folder;

    private Path made;
    private final float[] dna = new float[PIXELS];
    private final float[] actin = new float[PIXELS];

    @BeforeEach
    void write() throws IOException {
        made = Files.createDirectory(folder.resolve("package"));
        for (int i = 0; i < PIXELS; i++) {
            dna[i] = i * i % 23 + i / WIDTH;
            actin[i] = 50 + i * 7 % 31 - i % WIDTH;
        }
    }

    private void written(boolean foreign, String dnaSteps, String actinSteps, String cellSteps, float... expected)
            throws IOException {
        OnnxFiles net = new OnnxFiles()
                .input("dna", 1, 1, 0, 0)
                .input("actin", 1, 1, 0, 0)
                .constant("w", new int[] {2, 2, 1, 1}, 1, 0, 1, 2);
        net.node("Concat", List.of("dna", "actin"), "both", "axis", 1);
        if (foreign) net.node("Neg", List.of("both"), "less").node("Neg", List.of("less"), "same");
        net.node("Conv", List.of(foreign ? "same" : "both", "w"), "cells").output("cells");
        Files.write(made.resolve("net.onnx"), net.bytes());
        Files.writeString(made.resolve("README.md"), "nothing");
        Files.write(made.resolve("dna.npy"), NpyFiles.of(new int[] {1, 1, HEIGHT, WIDTH}, dna));
        Files.write(made.resolve("actin.npy"), NpyFiles.of(new int[] {1, 1, HEIGHT, WIDTH}, actin));
        Files.write(made.resolve("cells.npy"), NpyFiles.of(new int[] {1, 2, HEIGHT, WIDTH}, expected));
        Files.writeString(
                made.resolve("rdf.yaml"),
                DESCRIPTION
                        .replace("DNA", dnaSteps)
                        .replace("ACTIN", actinSteps)
                        .replace("CELLS", cellSteps));
    }

    private String imported() {
        return Packages.imported(ImportOptions.of(made, folder.resolve("model")));
    }

    private static double[] moments(float... values) {
        double mean = 0;
        for (float value : values) mean += value / values.length;
        double squares = 0;
        for (float value : values) squares += (value - mean) * (value - mean);
        return new double[] {mean, Math.sqrt(squares / values.length)};
    }

    private static float[] row(float[] image, int y) {
        return Arrays.copyOfRange(image, y * WIDTH, (y + 1) * WIDTH);
    }

    private static float[] column(float[] image, int x) {
        float[] column = new float[HEIGHT];
        for (int y = 0; y < HEIGHT; y++) column[y] = image[y * WIDTH + x];
        return column;
    }

    /** Rows of dna to mean 0; actin by the least and most of each column of dna; then mean and deviation of rows of actin. */
    private float[] expected() {
        float[] cells = new float[2 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            double[] row = moments(row(dna, i / WIDTH));
            float[] column = column(dna, i % WIDTH);
            Arrays.sort(column);
            double a = (dna[i] - row[0]) / (row[1] + 1e-3);
            double b = (actin[i] - column[0]) / (column[HEIGHT - 1] - column[0] + 1e-6);
            cells[i] = (float) a;
            cells[PIXELS + i] = (float) (a + 2 * b);
        }
        float[] scaled = cells.clone();
        for (int c = 0; c < 2; c++) {
            float[] own = Arrays.copyOfRange(cells, c * PIXELS, (c + 1) * PIXELS);
            for (int i = 0; i < PIXELS; i++) {
                double[] from = moments(row(own, i / WIDTH));
                double[] to = moments(row(actin, i / WIDTH));
                scaled[c * PIXELS + i] = (float) ((own[i] - from[0]) / (from[1] + 0.01) * (to[1] + 0.01) + to[0]);
            }
        }
        return scaled;
    }

    private static final String ROWS = "{id: zero_mean_unit_variance, kwargs: {axes: [x], eps: 0.001}}";
    private static final String COLUMNS =
            "{id: scale_linear, kwargs: {gain: 1, offset: 5}}, {id: clip, kwargs: {min: -1000}},"
                    + " {id: scale_linear, kwargs: {gain: 1, offset: -5}},"
                    + " {id: scale_range, kwargs: {axes: [y], reference_tensor: dna}}";
    private static final String LIKE =
            "{id: scale_mean_variance, kwargs: {axes: [x], reference_tensor: actin, eps: 0.01}}";

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void numbersOfRowsAndColumnsAndOfOtherImages(boolean foreign) throws IOException {
        written(foreign, ROWS, COLUMNS, LIKE, expected());
        String told = imported();
        assertTrue(told.contains("Its test output is reproduced"), told);
        assertEquals(foreign, told.contains("ONNX Runtime"), told);
        String steps = new ModelFolder(folder.resolve("model")).card().input().normalization();
        assertTrue(steps.contains("apart=y") && steps.contains("apart=x"), steps);
        assertTrue(steps.contains("channels=1+2") && steps.contains("reference=0+1"), steps);
    }

    @Test
    void otherNumbersAreNotTheSame() throws IOException {
        written(false, ROWS.replace("[x]", "[y]"), COLUMNS, LIKE, expected());
        assertTrue(imported().contains("NOT reproduced"));
    }

    /** What its own program answers, which knows no epsilon but the usual one in preparations. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{id: zero_mean_unit_variance, kwargs: {axes: [x]}}; {id: scale_range, kwargs: {axes: [y]}}; x",
                "{id: scale_range, kwargs: {axes: [x], max_percentile: 90}}; {id: zero_mean_unit_variance, kwargs: {axes: [y, x]}}; y",
                "{id: scale_range, kwargs: {axes: [channel, y, x], reference_tensor: actin}};"
                        + " {id: scale_range, kwargs: {axes: [channel, x], reference_tensor: dna}}; channel"
            })
    void bioimageioCoreAnswersTheSame(String dnaSteps, String actinSteps, String axes) throws Exception {
        Python.assumeModule("bioimageio.core");
        written(
                false,
                dnaSteps,
                actinSteps,
                "{id: scale_range, kwargs: {axes: [channel, y, x], reference_tensor: dna}}");
        Python.run(
                folder,
                """
                import sys, numpy
                from bioimageio.core import load_model_description, create_prediction_pipeline
                from bioimageio.core.digest_spec import create_sample_for_model
                made = sys.argv[1]
                numpy.save(made + "/cells.npy", numpy.zeros((1, 2, 8, 12), "float32"))
                model = load_model_description(made + "/rdf.yaml", perform_io_checks=False)
                images = {k: numpy.load(f"{made}/{k}.npy") for k in ["dna", "actin"]}
                sample = create_sample_for_model(model, inputs=images)
                with create_prediction_pipeline(model) as pipeline:
                    answer = pipeline.predict_sample_without_blocking(sample)
                numpy.save(made + "/cells.npy", answer.members["cells"].data.values.astype("float32"))
                """,
                made);
        String told = imported();
        assertTrue(told.contains("Its test output is reproduced"), told);
    }

    @Test
    void whatRefersToNoInputIsRefused() throws IOException {
        written(false, ROWS, COLUMNS.replace("reference_tensor: dna", "reference_tensor: rna"), LIKE, expected());
        String message = assertThrows(InputException.class, this::imported).getMessage();
        assertTrue(
                message.contains("the reference_tensor of scale_range is rna, expected an input: dna (bcyx)"), message);
        written(false, ROWS, COLUMNS, LIKE.replace("reference_tensor: actin, ", ""), expected());
        message = assertThrows(InputException.class, this::imported).getMessage();
        assertTrue(message.contains("reference_tensor: it is missing"), message);
        written(false, LIKE, COLUMNS, LIKE, expected());
        message = assertThrows(InputException.class, this::imported).getMessage();
        assertTrue(message.contains("scale_mean_variance is for answers by the specification"), message);
    }

    @Test
    void whatAPackageOfOneInputCannotSayIsNotExported() throws IOException {
        written(false, ROWS, COLUMNS, "", expected());
        imported();
        Path file = folder.resolve("again.zip");
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        String message = assertThrows(InputException.class, () -> Packages.export(model, file))
                .getMessage();
        assertTrue(message.contains("prepares some channels by themselves"), message);
    }
}
