package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.SimpleNetwork;

/** More objects than 16 bits can number come out whole, and are read again by all that reads label images. */
class ManyObjectsTest {
    private static final int EDGE = 521;
    private static final int OBJECTS = (EDGE / 2) * (EDGE / 2);

    @TempDir
    Path folder;

    @Test
    void moreThan65535ObjectsAreNumberedReadAndJudged() throws IOException {
        assertTrue(OBJECTS > 65535);
        Path labels = segment();
        LabelImage found = new ImageFiles().labels(labels, 2, Progress.NONE).get(0);
        int[] numbers = Targets.array(found.values());
        assertEquals(OBJECTS + 1, Arrays.stream(numbers).distinct().count());
        assertEquals(OBJECTS, Arrays.stream(numbers).max().orElseThrow());
        ClassPlan plan = ClassDetection.detect(java.util.List.of(LabelSurvey.of(found)), "auto");
        assertTrue(plan.instances(), plan.reasons().toString());
        Path truth = Files.copy(labels, folder.resolve("truth.tif"));
        Evaluation judged =
                new FolderEvaluation(new ImageFiles()).run(EvaluateOptions.defaults(labels, truth), Progress.NONE);
        assertEquals(1, judged.pooled().figures().get("ap50"));
    }

    private Path segment() throws IOException {
        ByteProcessor image = new ByteProcessor(EDGE, EDGE);
        for (int y = 1; y < EDGE; y += 2) for (int x = 1; x < EDGE; x += 2) image.set(x, y, 200);
        Path in = Files.createDirectories(folder.resolve("in"));
        for (String name : new String[] {"a", "b"}) {
            new FileSaver(new ImagePlus(name, image))
                    .saveAsTiff(in.resolve(name + ".tif").toString());
        }
        ModelCard card =
                new ModelCard(Cards.TINY, Cards.BYTES, new ModelCard.Labels(Cards.classes("cell", 1), false, null));
        Graph graph = ModelFolder.graph(card);
        new ModelFolder(folder.resolve("model")).write(card, graph, Weights.initial(graph, 1));
        SegmentOptions options = SegmentOptions.defaults(in, folder.resolve("out"), folder.resolve("model"))
                .withLabels(LabelOptions.defaults().withObjects("components").withCleaning("0", false));
        Prediction prediction =
                new Prediction(new ImageFiles(), new SegmentationFiles(), (network, device) -> bright());
        prediction.run(options, Progress.NONE);
        prediction.run(options.withBatch(new SegmentOptions.Batch(false, "", true)), Progress.NONE);
        String table = Files.readString(folder.resolve("out/segmentation.csv"));
        assertTrue(table.contains("a,skipped,,75"), table);
        return folder.resolve("out/a.tif");
    }

    private static SimpleNetwork bright() {
        return new SimpleNetwork(1, 2, (input, n, size, output) -> {
            int pixels = size[0] * size[1];
            for (int i = 0; i < n * pixels; i++) {
                float foreground = input[i] * 255 > 100.5f ? 0.75f : 0.25f;
                output[i / pixels * 2 * pixels + i % pixels] = 1 - foreground;
                output[(i / pixels * 2 + 1) * pixels + i % pixels] = foreground;
            }
        });
    }
}
