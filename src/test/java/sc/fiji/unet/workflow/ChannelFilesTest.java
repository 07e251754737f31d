package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.SimpleNetwork;

/** Images whose channels are files or pages, segmented by a model of two: foreground where the second one is above the first. */
class ChannelFilesTest {
    private static final Prediction PREDICTION =
            new Prediction(new ImageFiles(), new SegmentationFiles(), (network, device) -> compare());

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };
    private SegmentOptions options;

    private static SimpleNetwork compare() {
        return new SimpleNetwork(2, 2, (input, n, size, output) -> {
            int pixels = size[0] * size[1];
            for (int i = 0; i < n * pixels; i++) {
                int at = i / pixels * 2 * pixels + i % pixels;
                float foreground = input[at + pixels] > input[at] ? 0.75f : 0.25f;
                output[at] = 1 - foreground;
                output[at + pixels] = foreground;
            }
        });
    }

    @BeforeEach
    void writeModel() throws IOException {
        ModelCard card = new ModelCard(
                Cards.tiny(2, 2), Cards.BYTES, new ModelCard.Labels(Cards.classes("cell", 9), false, null));
        Graph graph = ModelFolder.graph(card);
        new ModelFolder(folder.resolve("model")).write(card, graph, Weights.initial(graph, 1));
        Files.createDirectories(folder.resolve("in"));
        options = SegmentOptions.defaults(folder.resolve("in"), folder.resolve("out"), folder.resolve("model"));
    }

    @Test
    void filesThatCountUpAreTheChannelsOfOneImage() throws IOException {
        for (String name : List.of("c0", "c1")) {
            save(name + "_0000", plane(100, 100));
            save(name + "_0001", name.equals("c0") ? plane(200, 50) : plane(50, 200));
        }
        assertEquals(
                List.of(folder.resolve("out/c0.tif"), folder.resolve("out/c1.tif")),
                PREDICTION.run(options, Progress.NONE).labels());
        assertLabels("c0", 9, 0);
        assertLabels("c1", 0, 9);
        ChannelChoice swapped = ChannelChoice.parse("2,1");
        PREDICTION.run(options.withLabels(LabelOptions.defaults().withChannels(swapped)), Progress.NONE);
        assertLabels("c0", 0, 9);
    }

    @Test
    void aSplitNamesSuchImagesWithoutTheNumber() throws IOException {
        for (String name : List.of("c0", "c1")) {
            save(name + "_0000", plane(100, 100));
            save(name + "_0001", plane(200, 50));
        }
        Path split = Files.writeString(folder.resolve("split.csv"), "name,split\nc0,train\nc1,test\n");
        List<Path> labels = PREDICTION
                .run(options.withChoice(new Subset(split, SplitPart.TEST)), Progress.NONE)
                .labels();
        assertEquals(List.of(folder.resolve("out/c1.tif")), labels);
    }

    /** A number at the end counts images where each has the channels already. */
    @Test
    void imagesOfEnoughChannelsStayApart() {
        for (String name : List.of("t_0000", "t_0001")) {
            ImageStack stack = new ImageStack(2, 1);
            stack.addSlice(plane(100, 100));
            stack.addSlice(plane(200, 50));
            ImagePlus imp = new ImagePlus(name, stack);
            imp.setDimensions(2, 1, 1);
            save(name, imp);
        }
        assertEquals(2, PREDICTION.run(options, Progress.NONE).labels().size());
        assertLabels("t_0001", 9, 0);
    }

    @Test
    void pagesAreChannelsWhereAPersonSaysSo() {
        ImageStack stack = new ImageStack(2, 1);
        stack.addSlice(plane(100, 100));
        stack.addSlice(plane(200, 50));
        save("p", new ImagePlus("p", stack));
        String message = assertThrows(InputException.class, () -> PREDICTION.run(options, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("channels=pages"), message);
        ChannelChoice pages = ChannelChoice.parse("pages");
        PREDICTION.run(options.withLabels(LabelOptions.defaults().withChannels(pages)), Progress.NONE);
        assertLabels("p", 9, 0);
    }

    /** Nobody has to say again what the training was told. */
    @Test
    void aModelRemembersThatPagesWereChannels() throws IOException {
        remember(ChannelChoice.Composition.PAGES);
        save("p", pages(plane(100, 100), plane(200, 50)));
        PREDICTION.run(options, progress);
        assertLabels("p", 9, 0);
        assertEquals(List.of(), notes);
        ChannelChoice swapped = ChannelChoice.parse("pages 2,1");
        PREDICTION.run(options.withLabels(LabelOptions.defaults().withChannels(swapped)), progress);
        assertLabels("p", 0, 9);
    }

    /** What a person says wins, and what it differs from is told. */
    @Test
    void whatIsSaidNowWinsOverWhatTheModelRemembers() throws IOException {
        remember(ChannelChoice.Composition.PAGES);
        ImagePlus imp = pages(plane(200, 50), plane(100, 100));
        imp.setDimensions(2, 1, 1);
        save("p", imp);
        ChannelChoice swapped = ChannelChoice.parse("2,1");
        PREDICTION.run(options.withLabels(LabelOptions.defaults().withChannels(swapped)), progress);
        assertLabels("p", 9, 0);
        assertTrue(notes.get(0).contains("the model was trained on channels=pages"), notes.toString());
        notes.clear();
        remember(ChannelChoice.Composition.FILES);
        save("p", pages(plane(100, 100), plane(200, 50)));
        ChannelChoice pages = ChannelChoice.parse("pages");
        PREDICTION.run(options.withLabels(LabelOptions.defaults().withChannels(pages)), progress);
        assertLabels("p", 9, 0);
        assertTrue(notes.get(0).contains("each channel was a file of its own"), notes.toString());
    }

    /** Frames that have the channels already are no channels. */
    @Test
    void pagesThatHaveTheChannelsStayImages() throws IOException {
        remember(ChannelChoice.Composition.PAGES);
        ImagePlus imp = pages(plane(100, 100), plane(200, 50), plane(100, 100), plane(50, 200));
        imp.setDimensions(2, 2, 1);
        save("p", imp);
        PREDICTION.run(options, progress);
        ImagePlus labels = IJ.openImage(folder.resolve("out/p.tif").toString());
        assertEquals(2, labels.getStackSize());
        assertTrue(notes.get(0).contains("each page of p has 2 channels already"), notes.toString());
    }

    private void remember(ChannelChoice.Composition composed) throws IOException {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        ModelCard card = model.card();
        ModelCard.Input input =
                new ModelCard.Input(card.input().normalization(), List.of(1.0, 1.0), "pixel", List.of(), 0, composed);
        Files.writeString(model.cardFile(), new ModelCard(card.network(), input, card.labels()).toJson());
    }

    private static ImagePlus pages(ByteProcessor... planes) {
        ImageStack stack = new ImageStack(2, 1);
        for (ByteProcessor plane : planes) stack.addSlice(plane);
        return new ImagePlus("p", stack);
    }

    private void assertLabels(String name, int left, int right) {
        ImagePlus labels = IJ.openImage(folder.resolve("out/" + name + ".tif").toString());
        assertEquals(1, labels.getStackSize());
        assertEquals(left, labels.getProcessor().get(0));
        assertEquals(right, labels.getProcessor().get(1));
    }

    private static ByteProcessor plane(int left, int right) {
        return new ByteProcessor(2, 1, new byte[] {(byte) left, (byte) right});
    }

    private void save(String name, ByteProcessor plane) {
        save(name, new ImagePlus(name, plane));
    }

    private void save(String name, ImagePlus imp) {
        FileSaver saver = new FileSaver(imp);
        String path = folder.resolve("in/" + name + ".tif").toString();
        assertTrue(imp.getStackSize() > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path));
    }
}
