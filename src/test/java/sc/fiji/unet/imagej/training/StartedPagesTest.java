package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiSource;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.TrainingSource;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.workflow.Training;

/** Trainings that start from a model for which the pages of a file are the channels of one image. */
class StartedPagesTest {
    @TempDir
    Path folder;

    private final NotedProgress notes = new NotedProgress();

    private Path model(Composition composed) {
        ModelCard.Input input =
                new ModelCard.Input(Cards.BYTES.normalization(), List.of(1.0, 1.0), "pixel", List.of(), 0, composed);
        ModelCard card =
                new ModelCard(Cards.tiny(2, 2), input, new ModelCard.Labels(Cards.classes("cell", 255), false, null));
        Graph graph = ModelFolder.graph(card);
        Path model = folder.resolve("start-" + composed);
        new ModelFolder(model).write(card, graph, Weights.initial(graph, 1));
        return model;
    }

    /** Pages of so many channels each, which lie as slices. */
    private static ImagePlus pages(String title, int channels) {
        ImageStack stack = new ImageStack(48, 40);
        for (int i = 0; i < 2 * channels; i++) {
            ByteProcessor plane = new ByteProcessor(48, 40);
            for (int p = 0; p < 48 * 40; p++) plane.set(p, 20 * i + p * 7 % 13);
            plane.setValue(200);
            plane.fill(new Roi(9, 8, 17, 19));
            stack.addSlice(plane);
        }
        ImagePlus imp = new ImagePlus(title, stack);
        imp.setDimensions(channels, 2, 1);
        return imp;
    }

    private static ByteProcessor mask() {
        ByteProcessor mask = new ByteProcessor(48, 40);
        mask.setValue(255);
        mask.fill(new Roi(9, 8, 17, 19));
        return mask;
    }

    private TrainOptions folders(int channels, Composition composed) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images" + channels));
        Path masks = Files.createDirectories(folder.resolve("masks"));
        for (String name : List.of("a", "b", "c")) {
            new FileSaver(pages(name, channels))
                    .saveAsTiff(images.resolve(name + ".tif").toString());
            new FileSaver(new ImagePlus(name, mask()))
                    .saveAsPng(masks.resolve(name + ".png").toString());
        }
        TrainOptions options = TrainOptions.defaults(images, masks, folder.resolve("trained"));
        return options.withInput(options.input().withPatch(16, 2))
                .withFit(options.fit().withLimits(1, 0))
                .withRun(options.run().withDevice("cpu"))
                .withStart(StartOptions.from(model(composed)));
    }

    @Test
    void foldersAreReadAsTheModelRemembers() throws IOException {
        TrainOptions options = folders(1, Composition.PAGES);
        new Training(new ImageFiles(), new TrainingPictures()).run(options, event -> {}, notes);
        ModelCard card = new ModelFolder(folder.resolve("trained")).card();
        assertEquals(2, card.network().channels());
        assertEquals(Composition.PAGES, card.input().composed());
        assertTrue(notes.toString().contains("channels = pages: "), notes.toString());
        TrainOptions resumed = options.withStart(StartOptions.SCRATCH)
                .withRun(options.run().withResume(true))
                .withFit(options.fit().withLimits(2, 0));
        assertEquals(ChannelChoice.parse("pages"), remembered(resumed), "as the training that is resumed");
    }

    @Test
    void whatAPersonSaysOrTheImagesShowComesFirst() throws IOException {
        assertEquals(ChannelChoice.AUTO, remembered(folders(1, Composition.FILE)));
        TrainOptions pages = folders(1, Composition.PAGES);
        ChannelChoice first = ChannelChoice.parse("1");
        assertEquals(first, remembered(pages.withData(pages.data().withChannels(first))));
        assertEquals(ChannelChoice.AUTO, remembered(pages.withStart(StartOptions.SCRATCH)));
        assertFalse(notes.toString().contains("pages"), notes.toString());
        assertEquals(ChannelChoice.AUTO, remembered(folders(2, Composition.PAGES)), "two channels on each page");
        assertTrue(notes.toString().contains("2 channels already"), notes.toString());
        assertEquals(ChannelChoice.parse("pages"), remembered(pages));
    }

    private ChannelChoice remembered(TrainOptions options) {
        DataOptions data = options.data();
        TrainingSource source = new TrainingSource(TrainingSource.Kind.AUTO, null, null, data.images(), data.masks());
        return Training.remembered(options, () -> source.first(Progress.NONE), notes)
                .data()
                .channels();
    }

    @Test
    void openImagesWithRoisOrLabelsAreSeenSo() {
        ImagePlus image = pages("open", 1);
        Roi cell = new Roi(9, 8, 17, 19);
        cell.setName("cell");
        cell.setPosition(2);
        image.setRoi(cell);
        TrainingSource rois = new TrainingSource(TrainingSource.Kind.ROIS, image, null, null, null);
        assertLearnedAsOne(rois);
        assertEquals(2, cell.getPosition(), "the person's ROI stays where it is");
        ImagePlus labels = new ImagePlus("labels", mask());
        assertLearnedAsOne(new TrainingSource(TrainingSource.Kind.LABELS, image, labels, null, null));
    }

    private void assertLearnedAsOne(TrainingSource source) {
        TrainOptions options = TrainOptions.defaults(folder, folder, folder.resolve("trained"))
                .withStart(StartOptions.from(model(Composition.PAGES)));
        DataOptions data = source.data("auto", null, "0.2");
        TrainOptions known =
                Training.remembered(options.withData(data), () -> source.first(Progress.NONE), Progress.NONE);
        TrainingSet set = load(source, known.data());
        assertEquals(1, set.train().size());
        assertEquals(2, set.train().get(0).image().channels());
        assertEquals(Composition.PAGES, set.composed());
    }

    private TrainingSet load(TrainingSource source, DataOptions data) {
        return source.load(data, RoisToLabels.defaults(), RoiSource.of("auto"), 1, notes);
    }

    @Test
    void filesOfRoisMayBelongToPages() {
        IJ.saveAsTiff(pages("a", 1), folder.resolve("a.tif").toString());
        Roi cell = new Roi(9, 8, 17, 19);
        cell.setPosition(2);
        RoiFiles.write(folder.resolve("a.roi"), List.of(cell));
        TrainingSource source = new TrainingSource(TrainingSource.Kind.FOLDERS, null, null, folder, null);
        DataOptions data = source.data("auto", null, "0.2").withChannels(ChannelChoice.parse("pages 2"));
        TrainingSet set = load(source, data);
        assertEquals(1, set.train().size());
        assertEquals(1, set.train().get(0).image().channels());
        assertEquals(List.of(2), set.channels());
        assertEquals(Composition.PAGES, set.composed());
    }
}
