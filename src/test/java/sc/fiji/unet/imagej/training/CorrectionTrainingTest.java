package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.rois.AnnotatedImages;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.imagej.segmentation.ImageSegmentation;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.model.AnnotationStore;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.CorrectionTraining;
import sc.fiji.unet.workflow.Training;

/** A model that knows bright cells learns dark ones from a correction. */
class CorrectionTrainingTest {
    private static final Training TRAINING = new Training(new ImageFiles(), new TrainingPictures());

    private static final int WIDTH = 70;
    private static final int HEIGHT = 50;

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private Path model;

    /** Cells on a ramp around 100, each outlined. */
    private static DrawnImage cells(String title, int brightness, int shift) {
        ByteProcessor plane = new ByteProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < plane.getPixelCount(); i++) plane.set(i, 100 + i % WIDTH / 4);
        plane.setColor(brightness);
        List<Roi> rois = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Roi cell = new OvalRoi(3 + shift + 22 * (i % 3), 5 + 22 * (i / 3), 15, 15);
            cell.setName("cell#" + (i + 1));
            plane.fill(cell);
            rois.add(cell);
        }
        return new DrawnImage(new ImagePlus(title, plane), rois);
    }

    @BeforeEach
    void trainOnBrightCells() {
        model = folder.resolve("cells");
        DataOptions none = new DataOptions(null, null, "auto", null, "0.2");
        TrainOptions options = TrainOptions.defaults(model, model, model).withData(none);
        options = options.withNetwork(options.network().withSize(1, 8))
                .withInput(options.input().withPatch(32, 4))
                .withFit(options.fit().withLimits(2, 0))
                .withRun(options.run().withDevice("cpu"));
        TrainOptions all = options;
        LiveTraining.run(
                inner -> AnnotatedImages.ofRois(
                        List.of(cells("bright.tif", 200, 0)),
                        AnnotatedImages.Look.ALL,
                        RoisToLabels.defaults(),
                        HoldOut.of(none, 1),
                        inner),
                all,
                false,
                progress);
    }

    /** Every file below a folder with its content. */
    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                content.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }

    private static double dice(Path model, DrawnImage drawn) {
        try (LoadedModel loaded = LoadedModel.open(
                new ModelFolder(model), "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            ImagePlus found = new ImageSegmentation(LabelOptions.semantic().withRescale("never"), false)
                    .run(drawn.image(), loaded, Progress.NONE)
                    .classes();
            Annotation truth = RoisToLabels.defaults().paint(drawn.image(), drawn.rois());
            int[] predicted = new int[WIDTH * HEIGHT];
            for (int i = 0; i < predicted.length; i++)
                predicted[i] = found.getProcessor().get(i);
            Confusion confusion = new Confusion(2);
            confusion.add(truth.classPlanes()[0], predicted);
            return confusion.meanDice();
        }
    }

    private TrainOptions tiny(CorrectionTraining corrections) {
        TrainOptions options = corrections.options(corrections.next(), 0, "cpu");
        return options.withInput(options.input().withPatch(32, 4))
                .withFit(options.fit().withLimits(12, 0));
    }

    @Test
    void aCorrectionIsLearnedAndTheModelBeforeItStaysAsItWas() throws IOException {
        DrawnImage dark = cells("dark.tif", 20, 2);
        double before = dice(model, dark);
        Map<String, String> untouched = content(model);
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        assertEquals(List.of("dark"), Corrections.add(corrections, dark, UnlabeledPixels.AUTO, progress));
        TrainOptions options = tiny(corrections);
        Path next = folder.resolve("cells-v2");
        assertEquals(next, options.run().model());
        TRAINING.run(corrections.load(progress), options, event -> {}, progress);
        double after = dice(next, dark);
        assertTrue(after > before + 0.2, before + " before, " + after + " after");
        assertEquals(untouched, content(model));
        assertEquals("cell", new ModelFolder(next).card().classes().get(1).name());
        assertTrue(new ModelFolder(next).card().labels().instances());

        CorrectionTraining again = Corrections.of(next, ChannelChoice.AUTO);
        assertEquals(folder.resolve("cells-corrections"), again.folder());
        assertEquals(folder.resolve("cells-v3"), again.next());
        TrainingSet set = again.load(progress);
        assertEquals(2, set.train().size(), "the first image is still found from the second version");
        assertEquals(1, set.favored());
    }

    @Test
    void theSameImageIsReplacedWithATraceAndAnotherOfItsNameIsNot() {
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        DrawnImage dark = cells("dark.tif", 20, 2);
        Corrections.add(corrections, dark, UnlabeledPixels.AUTO, progress);
        DrawnImage fewer = new DrawnImage(dark.image(), dark.rois().subList(0, 3));
        assertEquals(List.of("dark"), Corrections.add(corrections, fewer, UnlabeledPixels.AUTO, progress));
        assertEquals(1, corrections.size());
        assertTrue(Files.isRegularFile(folder.resolve("cells-corrections/earlier/dark-1.tif")));
        assertEquals(
                List.of("dark-2"),
                Corrections.add(corrections, cells("dark.tif", 30, 1), UnlabeledPixels.AUTO, progress));
        assertEquals(2, corrections.size());
        AnnotatedImage stored = new AnnotationStore(corrections.folder(), new AnnotationTiffs())
                .read(new ModelFolder(model).card().classes(), Progress.NONE)
                .get(0);
        Annotation painted = RoisToLabels.defaults().paint(dark.image(), fewer.rois());
        int[] truth = new int[WIDTH * HEIGHT];
        var access = stored.target().randomAccess();
        for (int i = 0; i < truth.length; i++)
            truth[i] = access.setPositionAndGet(i % WIDTH, i / WIDTH).get();
        assertArrayEquals(painted.classPlanes()[0], truth);
        assertTrue(
                stored.image().hasPixelsOf(ImagePlusSources.of(dark.image(), 2).get(0)));
    }

    /** As the first training has, from whose ROIs the borders were known. */
    @Test
    void theBackgroundBetweenTouchingCellsWeighsMore() {
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        DrawnImage dark = cells("dark.tif", 20, 2);
        dark.rois().get(1).setLocation(5 + 15, 5); // touches the first
        Corrections.add(corrections, dark, UnlabeledPixels.AUTO, progress);
        for (AnnotatedImage image : corrections.load(progress).train()) {
            assertNotNull(image.weight(), image.image().name());
        }
        AnnotatedImage corrected = corrections.load(progress).train().get(1);
        Annotation painted = RoisToLabels.defaults().paint(dark.image(), dark.rois());
        AnnotatedImage fromRois =
                AnnotatedImages.annotated(dark.image(), painted, true, 2).get(0);
        assertArrayEquals(floats(fromRois), floats(corrected), 1e-6f);
        assertTrue(corrected.weight().getAt(20, 12).get() > 8, "the line between both");
    }

    private static float[] floats(AnnotatedImage image) {
        float[] weights = new float[WIDTH * HEIGHT];
        for (int i = 0; i < weights.length; i++)
            weights[i] = image.weight().getAt(i % WIDTH, i / WIDTH).get();
        return weights;
    }

    @Test
    void anImageThatTheModelKnowsTakesThePlaceOfWhatItLearned() {
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        DrawnImage bright = cells("renamed.tif", 200, 0);
        Corrections.add(
                corrections,
                new DrawnImage(bright.image(), bright.rois().subList(0, 4)),
                UnlabeledPixels.AUTO,
                progress);
        TrainingSet set = corrections.load(progress);
        assertEquals(1, set.train().size());
        assertEquals("renamed", set.train().get(0).image().name());
    }

    @Test
    void unnamedRoisAreOfTheOnlyClassAndOthersAreRefused() {
        DrawnImage dark = cells("dark.tif", 20, 2);
        dark.rois().forEach(roi -> roi.setName(null));
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        Corrections.add(corrections, dark, UnlabeledPixels.AUTO, progress);
        dark.rois().get(0).setName("mitosis");
        InputException refused = assertThrows(
                InputException.class, () -> Corrections.add(corrections, dark, UnlabeledPixels.AUTO, progress));
        assertTrue(refused.getMessage().contains("mitosis"), refused.getMessage());
        assertEquals(1, corrections.size());
    }

    @Test
    void imagesOutOfReachAreSaidSo() throws IOException {
        Files.move(model.resolve("annotated"), folder.resolve("elsewhere"));
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        assertThrows(InputException.class, () -> corrections.load(progress), "nothing was corrected yet");
        Corrections.add(corrections, cells("dark.tif", 20, 2), UnlabeledPixels.AUTO, progress);
        TrainingSet set = corrections.load(progress);
        assertEquals(1, set.train().size());
        assertTrue(notes.stream().anyMatch(n -> n.contains("annotated") && n.contains("may forget")), notes.toString());
        assertFalse(Files.exists(folder.resolve("cells-v2")));
    }
}
