package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.NiftiLabelsTest;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.SimpleNetwork;

/** With a network that says foreground where a pixel is above 100. */
class PredictionTest {
    private static final Prediction PREDICTION =
            new Prediction(new ImageFiles(), new SegmentationFiles(), (network, device) -> above());

    @TempDir
    Path folder;

    private SegmentOptions options;

    /** Foreground where a pixel is above 100 of 255. */
    private static PatchPredictor above() {
        return new SimpleNetwork(1, 2, (input, n, size, output) -> {
            int pixels = size[0] * size[1];
            for (int i = 0; i < n * pixels; i++) {
                float foreground = input[i] * 255 > 100.5f ? 0.75f : 0.25f;
                output[i / pixels * 2 * pixels + i % pixels] = 1 - foreground;
                output[(i / pixels * 2 + 1) * pixels + i % pixels] = foreground;
            }
        });
    }

    @BeforeEach
    void writeModel() throws IOException {
        ModelCard card =
                new ModelCard(Cards.TINY, Cards.BYTES, new ModelCard.Labels(Cards.classes("lung", 200), false, null));
        Graph graph = ModelFolder.graph(card);
        new ModelFolder(folder.resolve("model")).write(card, graph, Weights.initial(graph, 1));
        Files.createDirectories(folder.resolve("in"));
        options = SegmentOptions.defaults(folder.resolve("in"), folder.resolve("out"), folder.resolve("model"));
    }

    @Test
    void labelsCarryTheValuesOfTheMasksAndTheNamesOfTheImages() {
        ImageProcessor image = wave(37, 23, 0);
        save("a.b.png", new ImagePlus("", image));
        Prediction.Result result = PREDICTION.run(options, Progress.NONE);
        assertEquals(List.of(folder.resolve("out/a.b.tif")), result.labels());
        ImagePlus labels = IJ.openImage(result.labels().get(0).toString());
        for (int i = 0; i < 37 * 23; i++) {
            assertEquals(image.get(i) > 100 ? 200 : 0, labels.getProcessor().get(i));
        }
    }

    @Test
    void labelsOfANiftiVolumeAreWrittenAsNiftiToo() throws IOException {
        Files.write(folder.resolve("in/scan.nii"), NiftiLabelsTest.volume(false, ByteOrder.LITTLE_ENDIAN));
        PREDICTION.run(options, Progress.NONE);
        ImageSource labels = new ImageFiles()
                .images(folder.resolve("out/nifti/scan.nii.gz"), 3, Progress.NONE)
                .get(0);
        assertArrayEquals(new long[] {2, 3, 4}, labels.size());
        assertTrue(Files.exists(folder.resolve("out/scan.tif")));
    }

    @Test
    void labelsOfANiftiVolumeInTimeAreWrittenAsNiftiToo() throws IOException {
        Files.write(folder.resolve("in/film.nii"), NiftiLabelsTest.film(false, ByteOrder.LITTLE_ENDIAN));
        PREDICTION.run(options, Progress.NONE);
        List<ImageSource> frames = new ImageFiles().images(folder.resolve("out/nifti/film.nii.gz"), 3, Progress.NONE);
        assertEquals(2, frames.size());
        assertArrayEquals(new long[] {2, 3, 4}, frames.get(1).size());
    }

    @Test
    void planesOfAFileBecomeSlicesOfItsLabels() {
        ImageStack stack = new ImageStack(20, 13);
        for (int z = 0; z < 3; z++) stack.addSlice(wave(20, 13, z));
        save("stack.tif", new ImagePlus("", stack));
        PREDICTION.run(options.withShow(new SegmentOptions.Show(true, true)), Progress.NONE);
        ImagePlus labels = IJ.openImage(folder.resolve("out/stack.tif").toString());
        ImagePlus chances =
                IJ.openImage(folder.resolve("out/probabilities/stack.tif").toString());
        assertEquals(3, labels.getStackSize());
        assertEquals(2, chances.getNChannels());
        for (int z = 0; z < 3; z++) {
            ImageProcessor chance = chances.getStack().getProcessor(chances.getStackIndex(2, z + 1, 1));
            for (int i = 0; i < 20 * 13; i++) {
                boolean above = stack.getProcessor(z + 1).get(i) > 100;
                assertEquals(
                        above ? 200 : 0, labels.getStack().getProcessor(z + 1).get(i));
                assertEquals(above ? 0.75f : 0.25f, chance.getf(i));
            }
        }
        assertTrue(Files.exists(folder.resolve("out/overlays/stack.png")));
    }

    @Test
    void onlyTheLargestPieceStaysInEachPlaneWhereTheModelSaysSo() {
        new ModelFolder(folder.resolve("model")).keepPieces(List.of(0, 1));
        ImageStack stack = new ImageStack(7, 2);
        stack.addSlice(pixels(7, 200, 200, 0, 0, 200, 0, 0));
        stack.addSlice(pixels(7, 0, 200, 0, 0, 200, 200, 200));
        save("specks.tif", new ImagePlus("", stack));
        List<String> notes = new ArrayList<>();
        PREDICTION.run(options, new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        ImageStack labels =
                IJ.openImage(folder.resolve("out/specks.tif").toString()).getStack();
        assertArrayEquals(values(pixels(7, 200, 200, 0, 0, 0, 0, 0)), values(labels.getProcessor(1)));
        assertArrayEquals(values(pixels(7, 0, 0, 0, 0, 200, 200, 200)), values(labels.getProcessor(2)));
        assertTrue(
                notes.stream().anyMatch(line -> line.contains("largest") && line.contains("pieces=all")),
                notes::toString);
        PREDICTION.run(options.withLabels(LabelOptions.defaults().withPieces("all")), Progress.NONE);
        labels = IJ.openImage(folder.resolve("out/specks.tif").toString()).getStack();
        assertArrayEquals(values(stack.getProcessor(1)), values(labels.getProcessor(1)));
    }

    private static ByteProcessor pixels(int width, int... firstRow) {
        ByteProcessor pixels = new ByteProcessor(width, 2);
        for (int x = 0; x < firstRow.length; x++) pixels.set(x, firstRow[x]);
        return pixels;
    }

    private static int[] values(ImageProcessor pixels) {
        return IntStream.range(0, pixels.getPixelCount()).map(pixels::get).toArray();
    }

    @Test
    void anUnusableImageIsNamedAndDoesNotStopTheOthers() {
        ColorProcessor color = new ColorProcessor(9, 9);
        color.set(5, 0xFF0000); // channels that are equal pass as gray
        save("a.png", new ImagePlus("", color));
        save("b.png", new ImagePlus("", wave(9, 9, 0)));
        String message = refusal(options);
        assertTrue(message.startsWith("1 of 2 images") && message.contains("3 channels"), message);
        assertTrue(Files.exists(folder.resolve("out/b.tif")));
        assertFalse(Files.exists(folder.resolve("out/a.tif")));
    }

    @Test
    void anyErrorOfAnImageIsItsRowAndTheOthersGoOn() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) save(name + ".png", new ImagePlus("", wave(9, 9, 0)));
        ImageFiles files = new ImageFiles();
        ImageReader failing = new ImageReader() {
            @Override
            public boolean reads(Path file) {
                return files.reads(file);
            }

            @Override
            public List<ImageSource> images(Path file, int rank, Progress progress) {
                if (file.endsWith("a.png")) throw new OutOfMemoryError("heap");
                if (file.endsWith("b.png")) throw new StackOverflowError();
                if (file.endsWith("c.png")) throw new ArrayIndexOutOfBoundsException("17");
                return files.images(file, rank, progress);
            }

            @Override
            public List<LabelImage> labels(Path file, int rank, Progress progress) {
                return files.labels(file, rank, progress);
            }
        };
        Prediction prediction = new Prediction(failing, new SegmentationFiles(), (network, device) -> above());
        String message = assertThrows(InputException.class, () -> prediction.run(options, Progress.NONE))
                .getMessage();
        assertTrue(message.startsWith("3 of 4 images"), message);
        assertTrue(message.contains("a.png: there is not enough memory"), message);
        assertTrue(message.contains("b.png: java.lang.StackOverflowError"), message);
        assertTrue(message.contains("c.png: java.lang.ArrayIndexOutOfBoundsException: 17"), message);
        assertTrue(Files.exists(folder.resolve("out/d.tif")));
    }

    /** Java in the language of cron jobs cannot write a name with an umlaut. */
    @Test
    void aNameThatTheSystemsLanguageLacksIsNoFaultOfTheProgram() {
        String message = Prediction.why(Path.of("a.png"), new InvalidPathException("h?ufchen.tif", "Malformed input"));
        assertTrue(message.contains("h?ufchen.tif") && message.contains("export LC_ALL=C.UTF-8"), message);
        assertFalse(message.contains("report it"), message);
    }

    @Test
    void aSplitChoosesTheImages() throws IOException {
        save("a.png", new ImagePlus("", wave(9, 9, 0)));
        save("b.png", new ImagePlus("", wave(9, 9, 0)));
        Path split = Files.writeString(folder.resolve("split.csv"), "name,split\na,train\nb,test\n");
        Prediction.Result result = PREDICTION.run(options.withChoice(new Subset(split, SplitPart.TEST)), Progress.NONE);
        assertEquals(List.of(folder.resolve("out/b.tif")), result.labels());
        String message = refusal(options.withChoice(new Subset(split, SplitPart.VALIDATION)));
        assertTrue(message.contains("\"val\""), message);
    }

    @Test
    void cancelingLeavesNothingHalfWritten() {
        save("a.png", new ImagePlus("", wave(9, 9, 0)));
        Progress canceled = new Progress() {
            @Override
            public boolean canceled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> PREDICTION.run(options, canceled));
        assertFalse(Files.exists(folder.resolve("out/a.tif")));
    }

    private String refusal(SegmentOptions refused) {
        return assertThrows(InputException.class, () -> PREDICTION.run(refused, Progress.NONE))
                .getMessage();
    }

    private static ImageProcessor wave(int width, int height, int phase) {
        ByteProcessor image = new ByteProcessor(width, height);
        for (int i = 0; i < width * height; i++) {
            image.set(i, (int) (127 + 120 * Math.sin(0.7 * (i % width) + phase) * Math.cos(0.4 * i / width)));
        }
        return image;
    }

    private void save(String name, ImagePlus image) {
        String file = folder.resolve("in").resolve(name).toString();
        assertTrue(name.endsWith("tif") ? new FileSaver(image).saveAsTiff(file) : new FileSaver(image).saveAsPng(file));
    }

    @Test
    void foldersBelowArePickedByNameAndFinishedImagesAreLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("in/week 1"));
        save("week 1/a.png", new ImagePlus("", wave(20, 13, 0)));
        save("b.png", new ImagePlus("", wave(20, 13, 1)));
        save("other.png", new ImagePlus("", wave(20, 13, 1)));
        Files.writeString(folder.resolve("in/week 1/c.png"), "no picture");
        SegmentOptions all = SegmentOptions.defaults(
                        folder.resolve("in"), folder.resolve("in/out"), folder.resolve("model"))
                .withBatch(new SegmentOptions.Batch(true, "?.png", true));
        assertThrows(InputException.class, () -> PREDICTION.run(all, Progress.NONE));
        List<String> first = Files.readAllLines(folder.resolve("in/out/segmentation.csv"));
        Path labels = folder.resolve("in/out/week 1/a.tif");
        Files.setLastModifiedTime(labels, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        assertThrows(InputException.class, () -> PREDICTION.run(all, Progress.NONE));
        assertEquals(1_000_000, Files.getLastModifiedTime(labels).toMillis());
        List<String> second = Files.readAllLines(folder.resolve("in/out/segmentation.csv"));
        assertEquals("image,status,seconds,background %,lung %,message", first.get(0));
        assertTrue(first.get(1).matches("b,done,[\\d.]+,.*"), first.get(1));
        assertEquals(first.get(1).replaceFirst("done,[\\d.]+", "skipped,"), second.get(1));
        assertTrue(second.get(2).startsWith("week 1/a,skipped,,"), second.get(2));
        assertTrue(second.get(3).startsWith("week 1/c,failed,,,,"), second.get(3));
        assertEquals(4, second.size());
        assertFalse(Files.exists(folder.resolve("in/out/other.tif")));
        SegmentOptions none = all.withBatch(new SegmentOptions.Batch(true, "*.tiff", false));
        assertTrue(assertThrows(InputException.class, () -> PREDICTION.run(none, Progress.NONE))
                .getMessage()
                .contains("*.tiff"));
    }
}
