package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.SimpleNetwork;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** An OME-Zarr among the files to segment, with a network that says foreground where a pixel is above 100. */
class LargePredictionTest {
    private static final Prediction PREDICTION = new Prediction(
            new ImageFiles(),
            new SegmentationFiles(),
            (network, device) -> new SimpleNetwork(1, 2, (input, n, size, output) -> {
                int pixels = size[0] * size[1];
                for (int i = 0; i < n * pixels; i++) {
                    float foreground = input[i] * 255 > 100.5f ? 0.75f : 0.25f;
                    output[i / pixels * 2 * pixels + i % pixels] = 1 - foreground;
                    output[(i / pixels * 2 + 1) * pixels + i % pixels] = foreground;
                }
            }));

    private static final LabelOptions HOLES = new LabelOptions("watershed-distance", "auto", true, "auto", "auto");

    @TempDir
    Path folder;

    private SegmentOptions options(ModelCard.Input input, boolean instances) throws IOException {
        return options(Cards.TINY, input, instances);
    }

    private SegmentOptions options(ModelCard.Network network, ModelCard.Input input, boolean instances)
            throws IOException {
        ModelCard card =
                new ModelCard(network, input, new ModelCard.Labels(Cards.classes("lung", 200), instances, null));
        Graph graph = ModelFolder.graph(card);
        new ModelFolder(folder.resolve("model")).write(card, graph, Weights.initial(graph, 1));
        Files.createDirectories(folder.resolve("in"));
        return SegmentOptions.defaults(folder.resolve("in"), folder.resolve("out"), folder.resolve("model"));
    }

    private static int wave(int x, int y, int z) {
        return (int) (80 + 70 * Math.sin((x + 5 * z) / 6.0) * Math.cos(y / 5.0));
    }

    /** Three slices, with the pixel size of each level in micrometers. */
    private Path zarr(String name, double pixelSize, boolean levels, int version) {
        long[] size = {83, 61, 3, 1, 1};
        NewImage image = new NewImage(
                name,
                size,
                List.of("z", "y", "x"),
                ZarrType.UINT8,
                new int[] {20, 20, 1, 1, 1},
                new NewImage.Pixels(new double[] {pixelSize, pixelSize, 9}, "um"),
                version,
                levels);
        var pixels = ArrayImgs.unsignedBytes(size);
        for (int z = 0; z < 3; z++)
            for (int y = 0; y < 61; y++)
                for (int x = 0; x < 83; x++) pixels.getAt(x, y, z, 0, 0).set(wave(x, y, z));
        Path path = folder.resolve("in").resolve(name);
        OmeZarrWriter writer = new OmeZarrWriter(path, image, null);
        writer.write(0, pixels);
        for (int level = 1; level < writer.levels(); level++)
            writer.write(level, Views.subsample(OmeZarr.open(path).pixels(level - 1), writer.step(level)));
        return path;
    }

    private void tiff(String name) {
        ImageStack stack = new ImageStack(83, 61);
        for (int z = 0; z < 3; z++) {
            ByteProcessor plane = new ByteProcessor(83, 61);
            for (int i = 0; i < 83 * 61; i++) plane.set(i, wave(i % 83, i / 83, z));
            stack.addSlice(plane);
        }
        IJ.saveAsTiff(
                new ImagePlus(name, stack), folder.resolve("in").resolve(name).toString());
    }

    /** The last three are cut where objects touch. */
    @ParameterizedTest
    @ValueSource(
            strings = {"semantic", "components", "watershed-distance", "watershed-probability", "watershed-border"})
    void labelsAreThoseOfTheSameImageAsTiff(String objects) throws IOException {
        SegmentOptions options =
                options(Cards.BYTES, false).withLabels(LabelOptions.defaults().withObjects(objects));
        zarr("b.ome.zarr", 1, false, 2);
        tiff("a.tif");
        List<Path> written = PREDICTION.run(options, Progress.NONE).labels();
        assertEquals(List.of(folder.resolve("out/a.tif"), folder.resolve("out/b.zarr")), written);
        ImagePlus expected = IJ.openImage(written.get(0).toString());
        RandomAccessibleInterval<? extends RealType<?>> found =
                OmeZarr.open(written.get(1)).pixels(0);
        int most = 0;
        for (int z = 0; z < 3; z++)
            for (int y = 0; y < 61; y++)
                for (int x = 0; x < 83; x++) {
                    float label = expected.getStack().getProcessor(z + 1).getf(x, y);
                    assertEquals(label, found.getAt(x, y, z, 0, 0).getRealFloat());
                    most = Math.max(most, (int) label);
                }
        assertTrue(most > (objects.equals("semantic") ? 199 : 20), most + " objects");
        assertTrue(Files.readString(folder.resolve("out/segmentation.csv")).contains("b,done"));
    }

    /** The folder's name puts the words of a full disk into the error; that a folder is where the lock is to be makes one. */
    @Test
    void whatIsDoneAsAWholeWaitsForSpaceToo() throws IOException {
        LabelOptions labels = HOLES;
        options(Cards.BYTES, false);
        zarr("b.zarr", 1, false, 2);
        Path out = folder.resolve("no space left");
        Path full = Files.createDirectories(out.resolve(".b.zarr.unfinished.lock"));
        Progress freeing = new Progress() {
            @Override
            public void note(String line) {
                if (line.contains("Waiting for space")) assertTrue(full.toFile().delete());
            }
        };
        SegmentOptions options = SegmentOptions.defaults(folder.resolve("in"), out, folder.resolve("model"));
        PREDICTION.run(options.withLabels(labels), freeing);
        assertFalse(Files.exists(full));
        assertEquals(83, OmeZarr.open(out.resolve("b.zarr")).pixels(0).dimension(0));
    }

    /** Of each slice the pixels above 3 / 4 of the way from its least answer to its most: no block knows these. */
    @Test
    void numbersOfTheWholeAnswerAreThoseOfNoBlock() throws IOException {
        String answer = "scale_range:axes=yx/classes:rows=0.0+0.0+0.0+1.0:shift=0.75+0.0";
        ModelCard.Network network = ModelCard.Network.of("imported graph=c*k1s1p0 answer=" + answer, 2, 1, 2);
        SegmentOptions options = options(network, Cards.BYTES, false);
        zarr("b.zarr", 1, false, 2);
        Prediction prediction = new Prediction(
                new ImageFiles(),
                new SegmentationFiles(),
                (graph, device) -> new SimpleNetwork(1, 2, (input, n, size, output) -> {
                    int pixels = size[0] * size[1];
                    for (int i = 0; i < n * pixels; i++) {
                        output[i / pixels * 2 * pixels + i % pixels] = 0;
                        output[(i / pixels * 2 + 1) * pixels + i % pixels] = 3 - input[i];
                    }
                }));
        OmeZarr labels =
                OmeZarr.open(prediction.run(options, Progress.NONE).labels().get(0));
        for (int z = 0; z < 3; z++) {
            int low = 255;
            int high = 0;
            for (int i = 0; i < 83 * 61; i++) {
                low = Math.min(low, wave(i % 83, i / 83, z));
                high = Math.max(high, wave(i % 83, i / 83, z));
            }
            for (int i = 0; i < 83 * 61; i++) {
                double far = (high - wave(i % 83, i / 83, z)) / (double) (high - low);
                if (Math.abs(far - 0.75) < 1e-4) continue;
                double label = labels.pixels(0).getAt(i % 83, i / 83, z, 0, 0).getRealDouble();
                assertEquals(far > 0.75 ? 200 : 0, label, i + " in slice " + z);
            }
        }
        huge();
        String message = assertThrows(InputException.class, () -> prediction.run(options, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("huge") && message.contains("which blocks do not know"), message);
    }

    @Test
    void objectsThatBlocksWouldTellApartInAnotherWayAreRefused() throws IOException {
        SegmentOptions options = options(Cards.BYTES, true).withLabels(HOLES);
        huge();
        String message = assertThrows(InputException.class, () -> PREDICTION.run(options, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("watershed-distance") && message.contains("objects=components"), message);
        assertFalse(Files.exists(folder.resolve("out/huge.zarr")));
    }

    /** No memory holds it, nor is any chunk of it there. */
    private void huge() {
        NewImage image = new NewImage(
                "huge",
                new long[] {60_000, 60_000, 1, 1, 1},
                List.of("y", "x"),
                ZarrType.UINT8,
                new int[] {512, 512, 1, 1, 1},
                new NewImage.Pixels(new double[] {1, 1, 1}, "um"),
                2,
                false);
        OmeZarrWriter writer = new OmeZarrWriter(folder.resolve("in/huge.zarr"), image, null);
        assertEquals(1, writer.levels());
    }

    @Test
    void theLevelThatFitsTheModelIsSegmented() throws IOException {
        SegmentOptions options = options(new ModelCard.Input("range min=0 max=255", List.of(2.0, 2.0), "um"), false);
        Path input = zarr("levels.zarr", 1, true, 3);
        OmeZarr labels =
                OmeZarr.open(PREDICTION.run(options, Progress.NONE).labels().get(0));
        assertEquals(42, labels.pixels(0).dimension(0));
        assertEquals(2, labels.pixelSize(0)[0]);
        assertEquals(3, labels.version());
        assertEquals(
                wave(40, 20, 1) > 100 ? 200 : 0,
                labels.pixels(0).getAt(20, 10, 1, 0, 0).getRealDouble());
        assertTrue(Files.isDirectory(input));
    }

    @Test
    void labelsNeverReplaceTheirImage() throws IOException {
        SegmentOptions options = options(Cards.BYTES, false);
        Path input = zarr("b.zarr", 1, false, 2);
        SegmentOptions beside = SegmentOptions.defaults(input, input.getParent(), folder.resolve("model"));
        assertThrows(InputException.class, () -> PREDICTION.run(beside, Progress.NONE));
        assertEquals(
                wave(5, 5, 0),
                OmeZarr.open(input).pixels(0).getAt(5, 5, 0, 0, 0).getRealDouble());
        SegmentOptions tables =
                options.withShow(new SegmentOptions.Show(false, false, true, false, SegmentOptions.Exchange.NONE));
        assertThrows(InputException.class, () -> PREDICTION.run(tables, Progress.NONE));
        SegmentOptions exchange =
                options.withShow(new SegmentOptions.Show(false, false, false, false, SegmentOptions.Exchange.OME_TIFF));
        InputException refused = assertThrows(InputException.class, () -> PREDICTION.run(exchange, Progress.NONE));
        assertTrue(refused.getMessage().contains("exchange = ome-tiff"), refused.getMessage());
        assertFalse(Files.exists(folder.resolve("out/b.zarr")));
    }
}
