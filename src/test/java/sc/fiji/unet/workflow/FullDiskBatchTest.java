package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.SimpleNetwork;
import sc.fiji.unet.segment.SegmentationWriter;

/** A folder of images whose results cannot be written for a while. */
class FullDiskBatchTest {
    @TempDir
    Path folder;

    private final NotedProgress notes = new NotedProgress();
    private SegmentOptions options;

    @BeforeEach
    void writeModelAndImages() throws IOException {
        ModelCard card =
                new ModelCard(Cards.TINY, Cards.BYTES, new ModelCard.Labels(Cards.classes("lung", 200), false, null));
        Graph graph = ModelFolder.graph(card);
        new ModelFolder(folder.resolve("model")).write(card, graph, Weights.initial(graph, 1));
        Files.createDirectories(folder.resolve("in"));
        for (String name : new String[] {"a", "b"}) {
            new FileSaver(new ImagePlus("", new ByteProcessor(9, 9)))
                    .saveAsPng(folder.resolve("in/" + name + ".png").toString());
        }
        options = SegmentOptions.defaults(folder.resolve("in"), folder.resolve("out"), folder.resolve("model"));
        SegmentOptions.Show show = options.show();
        options = options.withShow(new SegmentOptions.Show(
                show.probabilities(), show.overlay(), show.rois(), show.table(), SegmentOptions.Exchange.COCO));
    }

    /** Fails at the first try of each label image. */
    private static SegmentationWriter failing(String why) {
        SegmentationFiles files = new SegmentationFiles();
        Set<Object> failed = new HashSet<>();
        return (SegmentationWriter) Proxy.newProxyInstance(
                SegmentationWriter.class.getClassLoader(),
                new Class<?>[] {SegmentationWriter.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("labels") && failed.add(arguments[0])) {
                        throw new UncheckedIOException(
                                "Cannot write " + arguments[0] + ": " + why, new IOException(why));
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Prediction prediction(String why) {
        return new Prediction(
                new ImageFiles(),
                failing(why),
                (network, device) -> new SimpleNetwork(1, 2, (input, n, size, output) -> {
                    int pixels = size[0] * size[1];
                    for (int i = 0; i < n * pixels; i++) output[i / pixels * 2 * pixels + i % pixels] = 1;
                }));
    }

    @Test
    void itWaitsForSpaceAndLosesNoImage() throws IOException {
        Prediction.Result result = prediction("No space left on device").run(options, notes);
        assertEquals(2, result.labels().size());
        for (Path file : result.labels()) assertTrue(Files.exists(file), file.toString());
        assertTrue(notes.toString().contains("Waiting for space"), notes.toString());
        String coco = Files.readString(folder.resolve("out/coco/coco.json"));
        assertEquals(2, coco.split("\"file_name\"", -1).length - 1, coco);
    }

    /** What no waiting mends is the row of its image, as ever. */
    @Test
    void otherFailuresDoNotKeepTheNextImageWaiting() {
        String message = assertThrows(InputException.class, () -> prediction("Permission denied")
                        .run(options, notes))
                .getMessage();
        assertTrue(message.startsWith("2 of 2 images") && message.contains("Permission denied"), message);
    }
}
