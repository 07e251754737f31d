package sc.fiji.unet.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.SegmentedFile;

class FolderEvaluationTest {
    private static final FolderEvaluation EVALUATION = new FolderEvaluation(new ImageFiles());

    @TempDir
    Path folder;

    private EvaluateOptions options;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("found"));
        Files.createDirectories(folder.resolve("truth"));
        options = EvaluateOptions.defaults(folder.resolve("found"), folder.resolve("truth"));
    }

    @Test
    void fourPixelsByHand() throws IOException {
        save("truth/a.tif", 4, 1, 0, 255, 255, 0);
        save("found/a.tif", 4, 1, 0, 255, 0, 0);
        Path report = folder.resolve("new/report.json");
        Evaluation evaluation = EVALUATION.run(options.withReport(report), Progress.NONE);
        assertEquals(2.0 / 3, evaluation.pooled().confusion().meanDice(), 1e-12);
        JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
        assertEquals(2.0 / 3, json.get("dice").getAsDouble(), 1e-12);
        assertEquals(0.5, json.get("iou").getAsDouble(), 1e-12);
        assertEquals(0.75, json.get("pixelaccuracy").getAsDouble(), 1e-12);
        assertEquals(2, json.getAsJsonArray("classes").size());
        assertTrue(json.get("seconds").getAsDouble() >= 0);
        assertTrue(Files.exists(folder.resolve("new/report.csv")));
    }

    /** Scored, it would be images taken for predictions, or a perfect file that is compared with itself. */
    @Test
    void onePlaceForPredictionAndTruthIsRefusedWithWhatToDo() throws IOException {
        Files.createDirectories(folder.resolve("truth/images"));
        Files.createDirectories(folder.resolve("truth/masks"));
        save("truth/images/a.tif", 4, 1, 0, 90, 80, 0);
        save("truth/masks/a.tif", 4, 1, 0, 255, 255, 0);
        Path file = folder.resolve("truth/masks/a.tif");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("truth"));
        for (Path[] two : new Path[][] {
            {folder.resolve("truth"), folder.resolve("truth")},
            {folder.resolve("truth"), folder.resolve("found/../truth")},
            {folder.resolve("truth"), link},
            {file.getParent(), file.getParent()},
            {file, file}
        }) {
            EvaluateOptions same = EvaluateOptions.defaults(two[0], two[1]);
            String said = assertThrows(InputException.class, () -> EVALUATION.run(same, Progress.NONE))
                    .getMessage();
            assertTrue(said.contains("one and the same") && said.contains(two[0].toString()), said);
            assertTrue(said.contains("Expected prediction to be the label images"), said);
            assertTrue(said.contains("Segment the images into a folder of their own"), said);
        }
    }

    @Test
    void aPredictionMayStoreTheForegroundOfATruthByAnotherNumber() throws IOException {
        save("truth/a.tif", 4, 1, 0, 1, 1, 0);
        save("found/a.tif", 4, 1, 0, 255, 0, 0);
        save("truth/b.tif", 4, 1, 0, 255, 255, 0);
        save("found/b.tif", 4, 1, 0, 1, 1, 0);
        NotedProgress notes = new NotedProgress();
        Evaluation evaluation = EVALUATION.run(options, notes);
        assertEquals(6.0 / 7, evaluation.pooled().confusion().meanDice(), 1e-12);
        assertTrue(notes.toString().contains("all but 0 is foreground"), notes.toString());
    }

    /** As Segment Folder writes them: object 1 is a hole, 2 and 3 are walls. */
    @Test
    void objectsAreOfTheClassThatTheirFileNames() {
        ClassList types = ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("wall", 5, 0), new ClassInfo("hole", 9, 0));
        ModelCard card = new ModelCard(Cards.CLASSIC, Cards.PLAIN, new ModelCard.Labels(types, false, null));
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        sc.fiji.unet.base.AtomicFiles.writeString(model.cardFile(), card.toJson());
        save("truth/a.tif", 6, 1, 9, 9, 5, 0, 5, 0);
        new SegmentationFiles()
                .objects(
                        folder.resolve("found/a.tif"),
                        new SegmentedFile(
                                new ImageSource("a", ArrayImgs.unsignedBytes(6, 1, 1)),
                                ArrayImgs.unsignedBytes(new byte[] {2, 2, 1, 0, 1, 1}, 6, 1),
                                ArrayImgs.ints(new int[] {1, 1, 2, 0, 3, 3}, 6, 1),
                                false,
                                types));
        Evaluation evaluation = EVALUATION.run(options.withModel(model.path()), Progress.NONE);
        assertEquals(4.0 / 5, evaluation.pooled().confusion().dice(1), 1e-12);
        assertEquals(1, evaluation.pooled().confusion().dice(2), 1e-12);
    }

    @Test
    void theModelGivesNamesAndTheValueThatDoesNotCount() {
        ModelCard card = new ModelCard(
                Cards.CLASSIC,
                Cards.PLAIN,
                new ModelCard.Labels(
                        ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("wall", 5, 0), new ClassInfo("hole", 9, 0)),
                        false,
                        7));
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        sc.fiji.unet.base.AtomicFiles.writeString(model.cardFile(), card.toJson());
        save("truth/a.tif", 5, 1, 5, 9, 7, 9, 0);
        save("found/a.tif", 5, 1, 5, 9, 5, 0, 0);
        Evaluation evaluation = EVALUATION.run(options.withModel(model.path()), Progress.NONE);
        assertEquals(List.of("background", "wall", "hole"), evaluation.classes());
        assertEquals(1, evaluation.pooled().confusion().dice(1), 1e-12);
        assertEquals(2.0 / 3, evaluation.pooled().confusion().dice(2), 1e-12);
        assertEquals(4, evaluation.pooled().confusion().total());
    }

    /** Labkit's labels are numbered by the names in a folder: without cells, nuclei are 1. */
    @Test
    void aTruthThatNumbersANameOtherwiseThanTheModelIsRefused() throws IOException {
        ClassList types =
                ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("cell", 1, 0), new ClassInfo("nucleus", 2, 0));
        ModelCard card = new ModelCard(Cards.CLASSIC, Cards.PLAIN, new ModelCard.Labels(types, false, null));
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        sc.fiji.unet.base.AtomicFiles.writeString(model.cardFile(), card.toJson());
        save("found/a.tif", 2, 1, 0, 2);
        String head = "{\"interval\":{\"min\":[0,0],\"max\":[1,0],\"n\":2},\"labels\":{";
        Path truth = Files.writeString(folder.resolve("truth/a.labeling"), head + "\"nucleus\":[[1,0]]}}");
        assertMentions("the model numbers \"nucleus\" as 2", options.withModel(model.path()));
        Files.writeString(truth, head + "\"cell\":[],\"nucleus\":[[1,0]]}}");
        Evaluation evaluation = EVALUATION.run(options.withModel(model.path()), Progress.NONE);
        assertEquals(1, evaluation.pooled().confusion().dice(2));
    }

    @Test
    void planesOfAFileAreScoredEach() {
        saveStack("truth/s.tif", new int[][] {{0, 1, 1, 0}, {1, 1, 0, 0}});
        saveStack("found/s.tif", new int[][] {{0, 1, 1, 0}, {0, 0, 1, 1}});
        Evaluation evaluation = EVALUATION.run(options, Progress.NONE);
        assertEquals(2, evaluation.images().size());
        assertEquals(0, evaluation.images().get(0).confusion().meanDice());
        assertEquals(1, evaluation.images().get(1).confusion().meanDice());
    }

    @Test
    void aSplitLeavesOutWhatIsNotOfItsPart() throws IOException {
        save("truth/a.tif", 2, 1, 0, 1);
        save("truth/b.tif", 2, 1, 0, 1);
        save("found/b.tif", 2, 1, 0, 1);
        assertMentions("a.tif", options);
        Path split = Files.writeString(folder.resolve("split.csv"), "name,split\na,train\nb,test\n");
        Evaluation evaluation = EVALUATION.run(options.withChoice(new Subset(split, SplitPart.TEST)), Progress.NONE);
        assertEquals(1, evaluation.pooled().confusion().meanDice());
    }

    @Test
    void otherSizesAreNamed() {
        save("truth/a.tif", 2, 1, 0, 1);
        save("found/a.tif", 1, 2, 0, 1);
        assertMentions("a: the prediction has 1 x 2 pixels, but its truth has 2 x 1", options);
    }

    private static void assertMentions(String text, EvaluateOptions refused) {
        String message = assertThrows(InputException.class, () -> EVALUATION.run(refused, Progress.NONE))
                .getMessage();
        assertTrue(message.contains(text), message);
    }

    /** Slices without foreground are no images without foreground: distances and objects reach across slices. */
    @Test
    void volumesAreScoredAsAWhole() throws IOException {
        saveVolume("truth/a.nii", new int[][] {{0, 1, 1, 0}, {0, 0, 0, 0}});
        saveVolume("found/a.nii", new int[][] {{0, 1, 0, 0}, {0, 0, 0, 0}});
        NotedProgress progress = new NotedProgress();
        Evaluation evaluation = EVALUATION.run(options, progress);
        assertEquals(1, evaluation.images().size());
        assertEquals(2.0 / 3, evaluation.pooled().confusion().meanDice(), 1e-12);
        assertTrue(progress.toString().contains("volumes"), progress::toString);
    }

    /** A NIfTI-1 file of bytes. */
    private void saveVolume(String name, int[][] planes) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(352 + planes.length * planes[0].length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, 348);
        int[] dimensions = {3, planes[0].length, 1, planes.length};
        for (int i = 0; i < dimensions.length; i++) file.putShort(40 + 2 * i, (short) dimensions[i]);
        file.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, 352);
        for (int i = 1; i < dimensions.length; i++) file.putFloat(76 + 4 * i, 1);
        file.position(344).put("n+1".getBytes(StandardCharsets.US_ASCII)).position(352);
        for (int[] plane : planes) for (int value : plane) file.put((byte) value);
        Files.write(folder.resolve(name), file.array());
    }

    private void save(String name, int width, int height, int... values) {
        ByteProcessor plane = new ByteProcessor(width, height);
        for (int i = 0; i < values.length; i++) plane.set(i, values[i]);
        assertTrue(new FileSaver(new ImagePlus("", plane))
                .saveAsTiff(folder.resolve(name).toString()));
    }

    private void saveStack(String name, int[][] planes) {
        ImageStack stack = new ImageStack(planes[0].length, 1);
        for (int[] values : planes) {
            ByteProcessor plane = new ByteProcessor(values.length, 1);
            for (int i = 0; i < values.length; i++) plane.set(i, values[i]);
            stack.addSlice(plane);
        }
        assertTrue(new FileSaver(new ImagePlus("", stack))
                .saveAsTiff(folder.resolve(name).toString()));
    }
}
