package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DemoOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.imagej.evaluation.DemoPicture;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.SimpleNetwork;

/** With a training that leaves a model at once, and a network that calls everything foreground. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void reportsTheDiceOfHeldOutImagesOnly() throws IOException {
        Path set = folder.resolve("sets/half");
        Files.createDirectories(set.resolve("images"));
        Files.createDirectories(set.resolve("masks"));
        save(set, "a", 0, 0, 0, 255);
        save(set, "b", 255, 0, 0, 255);
        Files.writeString(set.resolve("split.csv"), "name,split\na,train\nb,test\n");
        DemoOptions options = options(folder.resolve("sets"));
        List<Demo.SetResult> results = demo().run(options, Progress.NONE);
        assertEquals(2.0 / 3, results.get(0).dice(), 1e-12);
        assertTrue(Double.isNaN(results.get(0).found()), "classes are no objects");
        JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json")))
                .getAsJsonObject();
        JsonObject first = report.getAsJsonArray("sets").get(0).getAsJsonObject();
        assertEquals("half", first.get("name").getAsString());
        assertEquals(2.0 / 3, first.get("dice").getAsDouble(), 1e-12);
        assertTrue(Files.exists(folder.resolve("out/half/labels/overlays/b.png")));
        new DemoPicture().write(folder.resolve("out/demo.png"), results);
        assertEquals(
                110 + 3 * (256 + 8),
                new ImagePlus(folder.resolve("out/demo.png").toString()).getWidth());
    }

    /** Of two touching pixels, an object each, four are found as one. */
    @Test
    void objectsAreScoredWhereTheSetHasSomeAndColoredEach() throws IOException {
        Path set = Files.createDirectories(folder.resolve("sets/touching"));
        Files.createDirectories(set.resolve("images"));
        Files.createDirectories(set.resolve("masks"));
        save(set, "b", 7, 9, 0, 0);
        write(set.resolve("images/b.png"), 200, 200, 0, 0);
        Files.writeString(set.resolve("split.csv"), "name,split\nb,test\n");
        Prediction prediction = new Prediction(new ImageFiles(), new SegmentationFiles(), DemoTest::allForeground);
        Demo demo = new Demo(
                (options, progress) -> writeModel(options, true), prediction, new FolderEvaluation(new ImageFiles()));
        List<Demo.SetResult> results = demo.run(options(folder.resolve("sets")), Progress.NONE);
        assertEquals(0, results.get(0).found());
        assertTrue(Files.readString(folder.resolve("out/report.json")).contains("\"ap50\""));
        new DemoPicture().write(folder.resolve("out/demo.png"), results);
        ImageProcessor picture = new ImagePlus(folder.resolve("out/demo.png").toString()).getProcessor();
        int y = picture.getHeight() - 256 - 8 + 64; // in the upper of two rows
        int truth = 110 + 256 + 8;
        int found = truth + 256 + 8;
        assertNotEquals(picture.get(truth + 64, y), picture.get(truth + 192, y), "the truth has two objects there");
        assertEquals(picture.get(found + 64, y), picture.get(found + 192, y), "the prediction has one");
    }

    /** Of a volume three cuts are shown: the row is as wide as they are with the slices at their side. */
    @Test
    void aVolumeIsTrainedSegmentedAndDrawnAsOne() throws IOException {
        Path set = Files.createDirectories(folder.resolve("sets/deep"));
        for (String kind : List.of("images", "masks")) {
            Files.createDirectories(set.resolve(kind));
            ImageStack slices = new ImageStack(4, 4);
            for (int z = 0; z < 8; z++) {
                slices.addSlice(new ByteProcessor(4, 4));
                slices.getProcessor(z + 1).set(1, 2, 255);
            }
            ImagePlus volume = new ImagePlus("", slices);
            assertTrue(new FileSaver(volume)
                    .saveAsTiffStack(set.resolve(kind).resolve("b.tif").toString()));
        }
        Files.writeString(set.resolve("split.csv"), "name,split\nb,test\n");
        ImageFiles reader = new ImageFiles();
        Prediction prediction = new Prediction(reader, new SegmentationFiles(), DemoTest::allForeground);
        Demo demo = new Demo(
                (options, progress) -> writeModel(options, Cards.tiny(3, 1), false),
                prediction,
                new FolderEvaluation(reader));
        List<Demo.SetResult> results = demo.run(options(folder.resolve("sets")), Progress.NONE);
        assertEquals(2.0 * 8 / (8 + 128), results.get(0).dice(), 1e-12);
        new DemoPicture().write(folder.resolve("out/demo.png"), results);
        assertEquals(
                110 + 3 * (256 + 8),
                new ImagePlus(folder.resolve("out/demo.png").toString()).getWidth());
    }

    @Test
    void aFolderWithoutSetsIsNamed() {
        DemoOptions options = options(folder);
        String message = assertThrows(InputException.class, () -> demo().run(options, Progress.NONE))
                .getMessage();
        assertTrue(message.contains(folder.toString()) && message.contains("split.csv"), message);
    }

    private static Demo demo() {
        ImageFiles reader = new ImageFiles();
        Prediction prediction = new Prediction(reader, new SegmentationFiles(), DemoTest::allForeground);
        return new Demo(DemoTest::writeModel, prediction, new FolderEvaluation(reader));
    }

    private static void writeModel(TrainOptions options, Progress progress) {
        writeModel(options, false);
    }

    private static void writeModel(TrainOptions options, boolean instances) {
        writeModel(options, Cards.TINY, instances);
    }

    private static void writeModel(TrainOptions options, ModelCard.Network network, boolean instances) {
        ModelCard card =
                new ModelCard(network, Cards.BYTES, new ModelCard.Labels(Cards.classes("half", 255), instances, null));
        Graph graph = ModelFolder.graph(card);
        new ModelFolder(options.run().model()).write(card, graph, Weights.initial(graph, 1));
    }

    private static PatchPredictor allForeground(Inference network, String device) {
        return new SimpleNetwork(1, 2, (input, n, size, output) -> {
            int pixels = IntStream.of(size).reduce(1, (a, b) -> a * b);
            for (int i = 0; i < 2 * n * pixels; i++) output[i] = i / pixels % 2;
        });
    }

    private static void save(Path set, String name, int... mask) {
        for (String kind : List.of("images", "masks")) write(set.resolve(kind).resolve(name + ".png"), mask);
    }

    private static void write(Path file, int... values) {
        ByteProcessor pixels = new ByteProcessor(2, 2);
        for (int i = 0; i < values.length; i++) pixels.set(i, values[i]);
        assertTrue(new FileSaver(new ImagePlus("", pixels)).saveAsPng(file.toString()));
    }

    private DemoOptions options(Path sets) {
        DemoOptions usual = DemoOptions.defaults(folder.resolve("out"));
        return new DemoOptions(sets, usual.output(), usual.minutes(), usual.device(), usual.report());
    }
}
