package sc.fiji.unet.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Cards;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.onnx.OnnxWriter;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

class ExportTest {
    private static final ModelFolder MODEL = new ModelFolder(Path.of("src/test/resources/models/format-1"));

    /** As the help page of the command says. */
    private static final String COMPARE =
            """
            import sys, numpy, onnxruntime
            image = numpy.fromfile(sys.argv[2], "<f4").reshape(60, 96).astype(numpy.float64)
            expected = numpy.fromfile(sys.argv[3], "<f4").reshape(2, 60, 96)
            image = numpy.pad((image - image.mean()) / image.std(), 4, mode="reflect")
            session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
            got, = session.run(["output"], {"input": image[None, None].astype(numpy.float32)})
            difference = numpy.abs(got[0, :, 4:-4, 4:-4] - expected).max()
            assert difference < 1e-4, difference
            print("equal")
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"auto", "onnx"})
    void onnxIsTheInferenceFormOfTheNetwork(String format) throws Exception {
        Path file = folder.resolve("new/net.ONNX");
        String summary = run(MODEL, file, format);
        Inference network = MODEL.inference();
        OnnxWriter.write(folder.resolve("expected"), network.graph(), network.weights());
        assertEquals(-1, Files.mismatch(folder.resolve("expected"), file));
        assertTrue(summary.contains("background, foreground") && summary.contains("zscore"), summary);
        assertTrue(summary.contains("multiples of 4") && summary.contains("mirrored by 4 pixels"), summary);
    }

    @Test
    void torchScriptIsThePortableForm() throws Exception {
        run(MODEL, folder.resolve("net.pt"), "auto");
        Inference network = MODEL.inference();
        TorchScriptWriter.write(folder.resolve("expected"), network.graph(), network.weights(), Form.portable());
        run(MODEL, folder.resolve("net"), "torchscript");
        assertEquals(Files.size(folder.resolve("expected")), Files.size(folder.resolve("net")));
        assertTrue(Files.size(folder.resolve("net.pt")) > 10_000);
    }

    @Test
    void whatCannotBeMeantIsRefusedAndNothingWritten() throws Exception {
        refused(MODEL, folder.resolve("net.tflite"), "auto", ".onnx or .pt");
        refused(MODEL, folder.resolve("net.onnx"), "tensorflow", "onnx");
        refused(MODEL, folder, "onnx", "is a folder");
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    /** What packages cannot say is not left out silently; the network alone is written. */
    @Test
    void aModelThatSeesSlicesWithTheirNeighborsIsNoPackage() throws Exception {
        ModelFolder planes = SmallModels.write(folder.resolve("model"), "unet", 2, "zscore", 2, 2);
        ModelCard card = planes.card();
        Spec architecture = Spec.parse(card.network().architecture());
        var chosen = Extensions.of(Architecture.class).get(architecture);
        Graph graph = chosen.extension().build(2, 3, 2, chosen.options());
        ModelCard.Network network = Cards.of(architecture.toString(), 2, 3);
        ModelCard.Input input = new ModelCard.Input("zscore", List.of(1.0, 1.0, 3.0), "nm", List.of(), 1);
        planes.write(new ModelCard(network, input, card.labels()), graph, RandomWeights.of(graph, 3));
        refused(planes, folder.resolve("package.zip"), "auto", "sees each slice with its neighbors");
        refused(planes, folder.resolve("package.zip"), "bioimageio", "format = torchscript or onnx");
        assertFalse(Files.exists(folder.resolve("package.zip")));
        assertTrue(run(planes, folder.resolve("net.onnx"), "auto").contains("(batch, 3, y, x)"));
    }

    @Test
    void theModelItselfIsNotOverwritten() throws Exception {
        ModelFolder copy = new ModelFolder(folder.resolve("model"));
        Files.createDirectories(copy.path());
        Files.copy(MODEL.cardFile(), copy.cardFile());
        Files.copy(MODEL.networkFile(), copy.networkFile());
        refused(copy, folder.resolve("model/../model/model.pt"), "auto", "of the model itself");
        assertEquals(-1, Files.mismatch(MODEL.networkFile(), copy.networkFile()));
        run(copy, folder.resolve("model/net.onnx"), "auto");
        assertFalse(Files.exists(copy.inferenceFile()));
    }

    @Test
    void onnxRuntimeSaysOfAnImageWhatWeSay() throws Exception {
        Python.assumeModule("numpy, onnxruntime");
        run(MODEL, folder.resolve("net.onnx"), "auto");
        ImageSource whole = new ImageFiles()
                .images(MODEL.path().resolve("image.png"), 2, Progress.NONE)
                .get(0);
        FinalInterval part = new FinalInterval(96, 60, 1);
        ImageSource image = new ImageSource("part", Views.interval(whole.pixels(), part));
        Img<FloatType> probabilities = ArrayImgs.floats(96, 60, 2);
        try (LoadedModel model =
                LoadedModel.open(MODEL, "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            model.segmenter().fill(image, new ProbabilitySink(probabilities), Progress.NONE);
        }
        Files.write(folder.resolve("image"), bytes(image.pixels()));
        Files.write(folder.resolve("probabilities"), bytes(probabilities));
        Object[] files = {folder.resolve("net.onnx"), folder.resolve("image"), folder.resolve("probabilities")};
        assertEquals("equal", Python.run(folder, COMPARE, files).strip());
    }

    private static String run(ModelFolder model, Path file, String format) {
        return new Export(new ImageFiles(), new OutputFiles())
                .run(model, ExportOptions.of(file, format), Progress.NONE);
    }

    private static byte[] bytes(RandomAccessibleInterval<? extends RealType<?>> pixels) {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (Float.BYTES * pixels.size())).order(ByteOrder.LITTLE_ENDIAN);
        Views.flatIterable(pixels).forEach(value -> bytes.putFloat(value.getRealFloat()));
        return bytes.array();
    }

    private static void refused(ModelFolder model, Path file, String format, String words) {
        String message = assertThrows(OptionException.class, () -> run(model, file, format))
                .getMessage();
        assertTrue(message.contains(words), message);
    }
}
