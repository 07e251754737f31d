package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.Normalizing;
import sc.fiji.unet.tile.Tiling;
import sc.fiji.unet.torchscript.Form;

/** Volumes, from a folder of stacks to labels and their Dice, in the three ways that there are. */
class VolumeTrainingTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void paint() {
        BallVolumes.write(folder, 5, 2.5);
    }

    private static Training.Result train(Dimensions dimensions) {
        Path model = folder.resolve("model-" + dimensions.id());
        TrainOptions options = TrainOptions.defaults(folder.resolve("images"), folder.resolve("masks"), model);
        options = options.withData(options.data().withDimensions(dimensions))
                .withNetwork(options.network().withSize(2, 4))
                .withInput(options.input().withPatch(16, 4).withAugmentation("flip"))
                .withFit(options.fit()
                        .withLimits(4, 0)
                        .withOptimizer(options.fit().optimizer(), 0.01))
                .withRun(options.run().withDevice("cpu"));
        return TrainingPictures.training().run(options, event -> {}, Progress.NONE);
    }

    /** Segments all stacks and gives the Dice of what was found. */
    private static double segment(Dimensions dimensions) {
        Path model = folder.resolve("model-" + dimensions.id());
        Path output = folder.resolve("out-" + dimensions.id());
        SegmentOptions options =
                SegmentOptions.defaults(folder.resolve("images"), output, model).withDevice("cpu");
        new Prediction(new ImageFiles(), new SegmentationFiles()).run(options, Progress.NONE);
        ImagePlus labels = IJ.openImage(output.resolve("v0.tif").toString());
        assertEquals(BallVolumes.SIZE[2], labels.getNSlices());
        assertEquals(1.25, labels.getCalibration().pixelDepth, dimensions == Dimensions.PLANES ? 1 : 1e-6);
        EvaluateOptions evaluate =
                EvaluateOptions.defaults(output, folder.resolve("masks")).withModel(model);
        return new FolderEvaluation(new ImageFiles())
                .run(evaluate, Progress.NONE)
                .pooled()
                .confusion()
                .meanDice();
    }

    @Test
    void volumesAreLearnedAndFoundWhole() {
        Training.Result result = train(Dimensions.VOLUMES);
        ModelCard card = new ModelFolder(folder.resolve("model-3D")).card();
        assertEquals(3, card.network().rank());
        assertEquals(1, card.network().channels());
        assertArrayEquals(new int[] {16, 16, 6}, result.plan().sampling().patch());
        ModelCard.Depth depth = card.network().depth();
        assertNotNull(depth, "slices lie 2.5 pixels apart");
        assertEquals(1, depth.planes());
        assertTrue(segment(Dimensions.VOLUMES) > 0.85);
        tilesChangeNothing(card);
    }

    @Test
    void slicesWithTheirNeighborsAreLearned() {
        Training.Result result = train(Dimensions.NEIGHBORS);
        ModelCard card = new ModelFolder(folder.resolve("model-2.5D")).card();
        assertEquals(2, card.network().rank());
        assertEquals(3, card.network().channels());
        assertEquals(1, card.input().neighbors());
        assertEquals(3, card.imageRank());
        assertEquals(1, card.imageChannels());
        assertEquals(3, card.input().pixelSize().size());
        assertNull(card.network().depth());
        assertArrayEquals(new int[] {16, 16}, result.plan().sampling().patch());
        assertTrue(segment(Dimensions.NEIGHBORS) > 0.85);
    }

    @Test
    void slicesByThemselvesAreLearned() {
        train(Dimensions.PLANES);
        ModelCard card = new ModelFolder(folder.resolve("model-2D")).card();
        assertEquals(2, card.imageRank());
        assertEquals(0, card.input().neighbors());
        assertTrue(segment(Dimensions.PLANES) > 0.85);
    }

    /** In the labels, as numbers are rounded otherwise in tiles of another size. */
    private static void tilesChangeNothing(ModelCard card) {
        byte[] noise = new byte[67 * 30 * 40];
        new Random(7).nextBytes(noise);
        ImageSource image = new ImageSource("noise", ArrayImgs.unsignedBytes(noise, 67, 30, 40, 1));
        try (DjlPatchPredictor predictor = DjlPatchPredictor.compile(
                new ModelFolder(folder.resolve("model-3D")).inference(), "cpu", Form.Precision.FP32)) {
            byte[] whole = labels(predictor, card, image, Tiling.fixed(1, 68, 32, 40));
            byte[] tiled = labels(predictor, card, image, Tiling.fixed(2, 56, 32, 24));
            assertArrayEquals(whole, tiled);
            assertTrue(IntStream.range(0, whole.length).anyMatch(i -> whole[i] != whole[0]), "all is the same");
        }
    }

    private static byte[] labels(DjlPatchPredictor predictor, ModelCard card, ImageSource image, Tiling tiling) {
        byte[] labels = new byte[(int) Intervals.numElements(image.size())];
        RandomAccessibleInterval<UnsignedByteType> out = ArrayImgs.unsignedBytes(labels, image.size());
        ChannelScaling scaling = Normalizing.of(card.input().spec()).of(image, image);
        new Segmenter(predictor, ImageSegmenter.geometry(card.network()), tiling)
                .fill(image, scaling, new LabelSink(out), Progress.NONE);
        return labels;
    }
}
