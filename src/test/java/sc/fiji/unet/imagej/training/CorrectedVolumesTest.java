package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.StackView;
import sc.fiji.unet.imagej.rois.AnnotatedImages;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.imagej.segmentation.ImageSegmentation;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.CorrectionTraining;

/** A model of stacks that knows bright columns learns dark ones from a correction. */
class CorrectedVolumesTest {
    private static final int WIDTH = 47;
    private static final int HEIGHT = 41;
    private static final int SLICES = 7;

    @TempDir
    Path folder;

    /** Columns through all slices; those of the first and the last slice are not outlined. */
    private static DrawnImage columns(String title, int brightness, int shift) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        List<Roi> rois = new ArrayList<>();
        for (int z = 0; z < SLICES; z++) {
            ByteProcessor plane = new ByteProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < plane.getPixelCount(); i++) plane.set(i, 100 + (i * 7 + z * 3) % 13);
            plane.setColor(brightness);
            for (int i = 0; i < 4; i++) {
                Roi cell = new OvalRoi(3 + shift + 20 * (i % 2), 4 + 19 * (i / 2), 13, 13);
                plane.fill(cell);
                cell.setName("cell#" + (i + 1));
                cell.setPosition(z + 1);
                if (z > 0 && z < SLICES - 1) rois.add(cell);
            }
            stack.addSlice(plane);
        }
        return new DrawnImage(new ImagePlus(title, stack), rois);
    }

    private Path train(Dimensions dimensions) {
        Path model = folder.resolve("columns");
        DataOptions data = new DataOptions(null, null, "auto", null, "0.3").withDimensions(dimensions);
        TrainOptions options = tiny(TrainOptions.defaults(model, model, model).withData(data), 2);
        LiveTraining.run(
                inner -> AnnotatedImages.ofRois(
                        List.of(columns("bright.tif", 200, 0)),
                        new AnnotatedImages.Look(ChannelChoice.AUTO, new StackView(dimensions, "")),
                        RoisToLabels.defaults(),
                        HoldOut.of(data, 1),
                        inner),
                options.withNetwork(options.network().withSize(1, 8))
                        .withRun(options.run().withDevice("cpu")),
                false,
                Progress.NONE);
        return model;
    }

    private static TrainOptions tiny(TrainOptions options, int epochs) {
        return options.withInput(options.input().withPatch(16, 4))
                .withFit(options.fit().withLimits(epochs, 0));
    }

    private static double dice(Path model, DrawnImage drawn) {
        try (LoadedModel loaded = LoadedModel.open(
                new ModelFolder(model), "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            ImagePlus found = new ImageSegmentation(LabelOptions.semantic(), false)
                    .run(drawn.image(), loaded, Progress.NONE)
                    .classes();
            int[][] truth =
                    RoisToLabels.defaults().paint(drawn.image(), drawn.rois()).classPlanes();
            Confusion confusion = new Confusion(2);
            for (int z = 1; z < SLICES - 1; z++) {
                int[] predicted = new int[WIDTH * HEIGHT];
                for (int i = 0; i < predicted.length; i++)
                    predicted[i] = found.getStack().getProcessor(z + 1).get(i);
                confusion.add(truth[z], predicted);
            }
            return confusion.meanDice();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Dimensions.class,
            names = {"VOLUMES", "NEIGHBORS"})
    void aCorrectedVolumeIsLearned(Dimensions dimensions) {
        Path model = train(dimensions);
        DrawnImage dark = columns("dark.tif", 20, 2);
        double before = dice(model, dark);
        CorrectionTraining corrections = Corrections.of(model, ChannelChoice.AUTO);
        assertEquals(List.of("dark"), Corrections.add(corrections, dark, UnlabeledPixels.AUTO, Progress.NONE));
        assertEquals(List.of("dark"), Corrections.add(corrections, dark, UnlabeledPixels.AUTO, Progress.NONE));
        assertEquals(1, corrections.size(), "the same image again");
        TrainingSet set = corrections.load(Progress.NONE);
        assertEquals(dimensions, set.view().dimensions());
        assertEquals(2, set.train().size(), "what the model learned from is kept beside it");
        assertEquals(1, set.favored());
        AnnotatedImage corrected = set.train().get(1);
        assertArrayEquals(new long[] {WIDTH, HEIGHT, SLICES}, corrected.image().size());
        assertEquals(AnnotatedImage.IGNORE, corrected.target().getAt(10, 10, 0).get(), "nobody outlined there");
        assertEquals(1, corrected.target().getAt(11, 10, 3).get());
        assertEquals(0, corrected.target().getAt(0, 0, 3).get());

        TrainOptions options = tiny(corrections.options(corrections.next(), 0, "cpu"), 8);
        TrainingPictures.training().run(set, options, event -> {}, Progress.NONE);
        double after = dice(corrections.next().resolveSibling("columns-v2"), dark);
        assertTrue(after > before + 0.2, before + " before, " + after + " after");
        CorrectionTraining again = Corrections.of(folder.resolve("columns-v2"), ChannelChoice.AUTO);
        assertEquals(2, again.load(Progress.NONE).train().size());
    }
}
