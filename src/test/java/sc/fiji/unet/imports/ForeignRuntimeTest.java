package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.export.Export;
import sc.fiji.unet.export.ExportOptions;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.tile.Tiling;

/** Networks with operators that ours are not: ONNX Runtime computes them, and the rest of the program sees no difference. */
class ForeignRuntimeTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 70;
    private static final String DESCRIPTION =
            """
            format_version: 0.5.4
            type: model
            name: Bent
            inputs:
            - id: picture
              axes:
              - type: batch
              - {type: channel, channel_names: [gray]}
              - {type: space, id: y, size: SIZE}
              - {type: space, id: x, size: SIZE}
              preprocessing: [{id: scale_linear, kwargs: {gain: 0.5, offset: -1}}]
              test_tensor: {source: in.npy}
            outputs:
            - id: nuclei
              axes:
              - type: batch
              - {type: channel, channel_names: [nucleus]}
              - {type: space, id: y, size: {tensor_id: picture, axis_id: y}, halo: 4}
              - {type: space, id: x, size: {tensor_id: picture, axis_id: x}, halo: 4}
              test_tensor: {source: out.npy}
            weights:
              onnx: {source: net.onnx}
            """;

    @TempDir
    Path folder;

    private static float[] image(int pixels) {
        float[] values = new float[pixels];
        Random random = new Random(3);
        for (int i = 0; i < pixels; i++) values[i] = random.nextInt(9);
        return values;
    }

    private static float[] prepared(float[] image) {
        float[] values = new float[image.length];
        for (int i = 0; i < values.length; i++) values[i] = 0.5f * image[i] - 1;
        return values;
    }

    private Path made(byte[] onnx, String size, int edge) throws IOException {
        Path made = Files.createDirectories(folder.resolve("package"));
        Files.write(made.resolve("net.onnx"), onnx);
        Files.writeString(made.resolve("rdf.yaml"), DESCRIPTION.replace("SIZE", size));
        float[] test = image(edge * edge);
        Files.write(made.resolve("in.npy"), NpyFiles.of(new int[] {1, 1, edge, edge}, test));
        float[] answer = OnnxFiles.elu(prepared(test), edge, edge);
        Files.write(made.resolve("out.npy"), NpyFiles.of(new int[] {1, 1, edge, edge}, answer));
        return made;
    }

    private ModelFolder imported(byte[] onnx, String size, int edge) throws IOException {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        String told = Packages.imported(made(onnx, size, edge), model.path());
        assertTrue(told.contains("is reproduced"), told);
        assertTrue(told.contains("Computed by: ONNX Runtime, as its operator Elu (the_bent)"), told);
        assertTrue(model.card().training().get("Computed by").contains("cannot be trained"), told);
        return model;
    }

    private static ChannelScaling scaling() {
        float[] none = {Float.POSITIVE_INFINITY};
        return new ChannelScaling(new float[] {0.5f}, new float[] {-1}, new float[] {-none[0]}, none);
    }

    /** Probabilities of the only class, tile by tile. */
    private static float[] segmented(ModelFolder model, Averaging averaging, int tile) {
        float[] chances = new float[2 * WIDTH * HEIGHT];
        ImageSource image = new ImageSource("image", ArrayImgs.floats(image(WIDTH * HEIGHT), WIDTH, HEIGHT, 1));
        try (LoadedModel loaded =
                LoadedModel.open(model, averaging, "cpu", LoadedModel.libtorch(PrecisionChoice.AUTO, Progress.NONE))) {
            ModelCard.Network network = loaded.card().network();
            new Segmenter(loaded.predictor(), ImageSegmenter.geometry(network), Tiling.fixed(2, tile, tile))
                    .fill(
                            image,
                            scaling(),
                            new ProbabilitySink(ArrayImgs.floats(chances, WIDTH, HEIGHT, 2)),
                            Progress.NONE);
        }
        return java.util.Arrays.copyOfRange(chances, WIDTH * HEIGHT, chances.length);
    }

    /** Inside, where the image's edge does not matter, each number is the network's own. */
    private static void requireSame(float[] expected, float[] got) {
        for (int y = 1; y < HEIGHT - 1; y++) {
            for (int x = 1; x < WIDTH - 1; x++) {
                assertEquals(expected[y * WIDTH + x], got[y * WIDTH + x], 1e-5, x + ", " + y);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{min: 16, step: 4}", "{min: 18, step: 16}", "24"})
    void tilesOfAnySizeThatItTakesGiveItsAnswer(String size) throws IOException {
        int edge = size.equals("24") ? 24 : size.contains("18") ? 34 : 32;
        ModelFolder model = imported(OnnxFiles.elu(size.equals("24") ? 24 : 0), size, edge);
        assertFalse(Files.exists(model.networkFile()));
        assertEquals(List.of("background", "nucleus"), model.card().classes().names());
        float[] expected = OnnxFiles.elu(prepared(image(WIDTH * HEIGHT)), WIDTH, HEIGHT);
        requireSame(expected, segmented(model, Averaging.NONE, 48));
        requireSame(expected, segmented(model, Averaging.NONE, 112));
    }

    @Test
    void itAnswersTogetherWithOthersAndInMirrorImages() throws IOException {
        ModelFolder model = imported(OnnxFiles.elu(0), "{min: 16, step: 4}", 32);
        ModelFolder other = new ModelFolder(folder.resolve("other"));
        Packages.imported(folder.resolve("package"), other.path());
        Averaging both = new Averaging(List.of(other.path()), false, TestTimeAugmentation.ROTATE);
        requireSame(OnnxFiles.elu(prepared(image(WIDTH * HEIGHT)), WIDTH, HEIGHT), segmented(model, both, 64));
    }

    @Test
    void aFileAloneSaysByTrialWhichSizesItTakes() throws IOException {
        byte[] halving = new OnnxFiles()
                .input("i", 0, 0, 0, 2)
                .constant("w", new int[] {3, 2, 1, 1}, 1, 0, 0, 1, -1, -1)
                .node("Transpose", List.of("i"), "p", "perm", List.of(0, 3, 1, 2))
                .node("MaxPool", List.of("p"), "small", "kernel_shape", List.of(4, 4), "strides", List.of(4, 4))
                .constant("scales", new int[] {4}, 1, 1, 4, 4)
                .node("Resize", List.of("small", "", "scales"), "large")
                .node("Softsign", List.of("large"), "bent")
                .node("Conv", List.of("bent", "w"), "classes")
                .node("Transpose", List.of("classes"), "o", "perm", List.of(0, 2, 3, 1))
                .output("o")
                .bytes();
        Path file = Files.write(folder.resolve("net.onnx"), halving);
        Path model = folder.resolve("model");
        ImportOptions.Plain plain = new ImportOptions.Plain("byxc", "", "softmax", "background,a,b");
        Packages.imported(new ImportOptions(file, model, "auto", "", plain));
        ModelCard card = new ModelFolder(model).card();
        assertEquals(4, card.network().stride());
        assertEquals(32, card.network().halo());
        assertEquals(2, card.network().channels());
        float[] pixels = new float[2 * 64];
        for (int i = 0; i < 64; i++) pixels[i] = i;
        float[] answer = new float[3 * 64];
        try (PatchPredictor predictor = LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE)
                .compile(new ModelFolder(model).inference(), "cpu")) {
            predictor.predict(pixels, 1, new int[] {8, 8}, answer);
        }
        double a = Math.exp(27 / 28.0);
        double sum = a + 1 + 1 / a;
        assertArrayEquals(
                new float[] {(float) (a / sum), (float) (1 / sum), (float) (1 / a / sum)},
                new float[] {answer[0], answer[64], answer[128]},
                1e-5f);
    }

    @Test
    void whatOnlyTheRuntimeComputesIsNeitherTrainedNorExported() throws IOException {
        ModelFolder model = imported(OnnxFiles.elu(0), "{min: 16, step: 4}", 32);
        String message = assertThrows(InputException.class, () -> new Export(new ImageFiles(), new OutputFiles())
                        .run(model, ExportOptions.of(folder.resolve("out.onnx"), "auto"), Progress.NONE))
                .getMessage();
        assertTrue(message.contains("only ONNX Runtime computes, so that it cannot be exported"), message);
    }

    @Test
    void onlyArithmeticIsRun() throws IOException {
        Protobuf body = new Protobuf().text(2, "body");
        List<byte[]> files = new ArrayList<>();
        for (String type : List.of("Loop", "StringNormalizer", "com.example.Anything")) {
            files.add(new OnnxFiles()
                    .input("i", 1, 1, 0, 0)
                    .node("Elu", List.of("i"), "e")
                    .node(type, List.of("e"), "o")
                    .output("o")
                    .bytes());
        }
        files.add(new OnnxFiles()
                .input("i", 1, 1, 0, 0)
                .node("Elu", List.of("i"), "o", "body", body)
                .output("o")
                .bytes());
        for (byte[] file : files) {
            Path path = Files.write(folder.resolve("net.onnx"), file);
            String message = assertThrows(InputException.class, () -> Packages.imported(path, folder.resolve("model")))
                    .getMessage();
            assertTrue(message.contains("is not run: its operator"), message);
        }
        assertFalse(Files.exists(folder.resolve("model")));
    }

    @Test
    void aModelWhoseFileWasExchangedIsRefused() throws IOException {
        ModelFolder model = imported(OnnxFiles.elu(0), "{min: 16, step: 4}", 32);
        Files.write(
                model.foreignFile(),
                new OnnxFiles()
                        .input("raw", 1, 1, 0, 0)
                        .node("Loop", List.of("raw"), "chance")
                        .output("chance")
                        .bytes());
        String message = assertThrows(InputException.class, () -> segmented(model, Averaging.NONE, 64))
                .getMessage();
        assertTrue(message.contains("model.onnx is not run: its operator Loop"), message);
    }

    @Test
    void withoutTheJarItSaysWhichOneIsMissing() throws Exception {
        List<URL> places = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!place.contains("onnxruntime"))
                places.add(Path.of(place).toUri().toURL());
        }
        try (URLClassLoader without =
                new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            var open =
                    without.loadClass("sc.fiji.unet.runtime.OnnxRuntime").getMethod("open", byte[].class, String.class);
            String message = assertThrows(
                            InvocationTargetException.class, () -> open.invoke(null, OnnxFiles.elu(0), "net.onnx"))
                    .getCause()
                    .getMessage();
            assertTrue(message.contains("net.onnx needs ONNX Runtime"), message);
            assertTrue(message.contains("onnxruntime-1.23.2.jar"), message);
            assertTrue(message.contains("folder jars of Fiji"), message);
        }
    }
}
