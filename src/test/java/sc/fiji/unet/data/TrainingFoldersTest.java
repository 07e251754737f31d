package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import net.imglib2.img.cell.LazyCellImg;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.SampleFiles;

class TrainingFoldersTest {
    @TempDir
    Path folder;

    private Path images;
    private Path masks;

    @BeforeEach
    void fillFolders() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        masks = Files.createDirectory(folder.resolve("masks"));
        for (int i = 0; i < 5; i++) pair("cell" + i, 11 + i, 7);
    }

    @Test
    void pairsAreLoadedSplitAndDescribed() {
        TrainingSet set = load(options(), LoadOptions.defaults());
        assertEquals(4, set.train().size());
        assertEquals(1, set.validation().size());
        Fingerprint print = set.fingerprint();
        assertEquals(5, print.images());
        assertArrayEquals(new long[] {11, 7}, print.extent().smallest());
        assertArrayEquals(new long[] {13, 7}, print.extent().median());
        assertArrayEquals(new long[] {15, 7}, print.extent().largest());
        double pixels = (11 + 12 + 13 + 14 + 15) * 7;
        assertEquals(5 * 7 / pixels, print.annotated().classShares()[1], 1e-12); // one column of seven pixels each
        assertEquals(0, print.intensities().get(0).min());
        assertEquals(14 + 10 * 6, print.intensities().get(0).max());
        AnnotatedImage first = set.train().get(0);
        assertEquals(1, first.target().getAt(3, 6).get());
        assertEquals(0, first.target().getAt(4, 6).get());
        assertNull(first.weight());
    }

    @Test
    void reopenedImagesEqualKeptOnes() {
        TrainingSet kept = load(options(), LoadOptions.defaults());
        TrainingSet reopened = load(options(), LoadOptions.defaults().withMemory(0));
        for (int i = 0; i < kept.train().size(); i++) {
            AnnotatedImage a = kept.train().get(i);
            AnnotatedImage b = reopened.train().get(i);
            assertEquals(a.image().name(), b.image().name());
            assertInstanceOf(LazyCellImg.class, b.image().pixels());
            assertInstanceOf(LazyCellImg.class, b.target());
            assertFalse(a.image().pixels() instanceof LazyCellImg);
            for (int x = 0; x < a.image().size()[0]; x++) {
                assertEquals(
                        a.image().pixels().getAt(x, 5, 0).getRealDouble(),
                        b.image().pixels().getAt(x, 5, 0).getRealDouble());
                assertEquals(
                        a.target().getAt(x, 5).get(), b.target().getAt(x, 5).get());
            }
        }
    }

    @Test
    void instancesGetBorderWeights() {
        for (int i = 0; i < 5; i++) {
            SampleFiles.raster(
                    masks.resolve("cell" + i + ".png"),
                    BufferedImage.TYPE_BYTE_GRAY,
                    11 + i,
                    7,
                    (x, y) -> x == 3 ? 1 : x == 5 ? 2 : 0);
        }
        TrainingSet set =
                load(options().withClasses("instances"), LoadOptions.defaults().withBorders(0, 10, 5));
        double weight = set.train().get(0).weight().getAt(4, 2).get();
        assertEquals(1 + 10 * Math.exp(-4 / 50.0), weight, 1e-5);
    }

    /** As ROIs are; those to be judged by in the end stay as they are. */
    @Test
    void touchingInstancesAreKeptApart() throws IOException {
        for (int i = 0; i < 5; i++) {
            SampleFiles.raster(
                    masks.resolve("cell" + i + ".png"),
                    BufferedImage.TYPE_BYTE_GRAY,
                    11 + i,
                    7,
                    (x, y) -> x == 3 || x == 4 ? 1 : x == 5 || x == 6 ? 2 : 0);
        }
        Path csv = Files.writeString(
                folder.resolve("split.csv"), "name,split\ncell0,train\ncell1,test\ncell2,train\ncell3,val\n");
        DataOptions data = options().withClasses("instances").withSplit(csv);
        TrainingSet set = load(data, LoadOptions.defaults());
        AnnotatedImage image = set.train().get(0);
        int[] row = {0, 0, 0, 1, 1, 0, 1, 0};
        for (int x = 0; x < row.length; x++)
            assertEquals(row[x], image.target().getAt(x, 2).get(), "x = " + x);
        assertEquals(1 + 10 * Math.exp(-4 / 50.0), image.weight().getAt(5, 2).get(), 1e-5);
        assertTrue(set.weighted());
        AnnotatedImage test = new TrainingFolders(new ImageFiles(), LoadOptions.defaults())
                .test(data, set, Progress.NONE)
                .get(0);
        assertEquals(1, test.target().getAt(5, 2).get());
        assertNull(test.weight());
    }

    @Test
    void testImagesAreNeverOpened() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("split.csv"), "name,split\ncell0,train\ncell1,test\ncell2,train\ncell3,val\n");
        Files.write(images.resolve("cell1.png"), new byte[0]);
        Files.delete(masks.resolve("cell1.png"));
        TrainingSet set = load(options().withSplit(csv), LoadOptions.defaults());
        assertEquals(
                List.of("cell0", "cell2"),
                set.train().stream().map(a -> a.image().name()).toList());
        assertEquals("cell3", set.validation().get(0).image().name());
        Files.writeString(csv, "name,split\ncell0,train\ncell2,train\ncell3,train\ncell1,test\n");
        TrainingSet drawn = load(options().withSplit(csv), LoadOptions.defaults());
        assertEquals(2, drawn.train().size());
        assertEquals(1, drawn.validation().size());
        Files.writeString(csv, "name,split\ncell0,train\nghost,train\n");
        assertRefused(options().withSplit(csv), "ghost");
    }

    @Test
    void aValidationFolderReplacesTheSplit() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        SampleFiles.raster(other.resolve("v.png"), BufferedImage.TYPE_BYTE_GRAY, 9, 8, (x, y) -> x);
        SampleFiles.raster(other.resolve("v_mask.png"), BufferedImage.TYPE_BYTE_GRAY, 9, 8, (x, y) -> x == 2 ? 255 : 0);
        TrainingSet set = load(options().withValidation(other.toString()), LoadOptions.defaults());
        assertEquals(5, set.train().size());
        assertEquals(
                List.of("v"),
                set.validation().stream().map(a -> a.image().name()).toList());
    }

    @Test
    void slicesOfASingleStackAreSplit() {
        ImagePlus stack = IJ.createImage("", "8-bit ramp", 9, 8, 5);
        ImagePlus mask = IJ.createImage("", "8-bit black", 9, 8, 5);
        mask.getStack().getProcessor(2).set(3, 3, 255);
        Path image = SampleFiles.tiff(folder.resolve("stack.tif"), stack);
        Path labels = SampleFiles.tiff(folder.resolve("stack_mask.tif"), mask);
        TrainingSet set = load(DataOptions.defaults(image, labels), LoadOptions.defaults());
        assertEquals(4, set.train().size());
        assertEquals(4, set.fingerprint().annotated().withoutForeground());
    }

    @Test
    void unpairedFilesAreNamed() throws IOException {
        Files.delete(masks.resolve("cell2.png"));
        SampleFiles.raster(masks.resolve("stray_mask.png"), BufferedImage.TYPE_BYTE_GRAY, 5, 5, (x, y) -> 0);
        assertRefused(
                options(), "1 image(s) without a mask", "cell2.png", "1 mask(s) without an image", "stray_mask.png");
    }

    @Test
    void wrongPairsAreRefused() {
        SampleFiles.raster(masks.resolve("cell2.png"), BufferedImage.TYPE_BYTE_GRAY, 12, 7, (x, y) -> 0);
        assertRefused(options(), "cell2.png", "12 x 7", "13 x 7", "same size");
        SampleFiles.tiff(masks.resolve("cell2.tif"), IJ.createImage("", "8-bit black", 13, 7, 2));
        assertTrue(masks.resolve("cell2.png").toFile().delete());
        assertRefused(options(), "holds 2 planes", "holds 1");
    }

    @Test
    void differentChannelsAreRefused() {
        SampleFiles.raster(images.resolve("cell4.png"), BufferedImage.TYPE_INT_RGB, 15, 7, (x, y) -> 0xFF);
        assertRefused(options(), "cell4 has 3 channel(s)", "cell0 has 1", "Convert");
    }

    /** Gray levels of a value as RGB, or another color. */
    private void color(int cell, int rgb) {
        assertTrue(images.resolve("cell" + cell + ".png").toFile().delete());
        SampleFiles.raster(
                images.resolve("cell" + cell + ".png"),
                BufferedImage.TYPE_INT_RGB,
                11 + cell,
                7,
                (x, y) -> (x + 10 * y) * rgb);
    }

    private static List<Integer> channels(TrainingSet set) {
        return Stream.concat(set.train().stream(), set.validation().stream())
                .map(image -> image.image().channels())
                .distinct()
                .toList();
    }

    @Test
    void whatIsGrayInTruthIsLearnedFromOneChannel() {
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        for (int i = 0; i < 4; i++) color(i, 0x10101); // the last one stays gray
        TrainingSet gray = new TrainingFolders(new ImageFiles(), LoadOptions.defaults()).load(options(), 1, progress);
        assertEquals(List.of(1), channels(gray));
        assertEquals(1, gray.fingerprint().channels());
        assertEquals(14 + 10 * 6, gray.fingerprint().intensities().get(0).max());
        assertEquals(List.of(), gray.channels());
        assertTrue(notes.stream().anyMatch(note -> note.contains("of all 4 RGB images are equal")), notes.toString());
        AnnotatedImage again =
                load(options(), LoadOptions.defaults().withMemory(0)).train().get(0);
        assertEquals(1, again.image().channels());
        assertEquals(4 + 50, again.image().pixels().getAt(4, 5, 0).getRealDouble());
        color(4, 0x10101);
        assertEquals(
                List.of(3), channels(load(options().withChannels(ChannelChoice.parse("1-3")), LoadOptions.defaults())));
        color(4, 0x10001);
        assertEquals(List.of(3), channels(load(options(), LoadOptions.defaults())), "one of them has a color");
    }

    @Test
    void onlyTheChosenChannelsAreReadAndTheyAreKept() {
        for (int i = 0; i < 5; i++) color(i, 0x20103);
        DataOptions data = options().withChannels(ChannelChoice.parse("3,1"));
        for (LoadOptions load :
                List.of(LoadOptions.defaults(), LoadOptions.defaults().withMemory(0))) {
            TrainingSet set = load(data, load);
            assertEquals(List.of(2), channels(set));
            assertEquals(List.of(1, 3), set.channels());
            AnnotatedImage first = set.train().get(0);
            assertEquals(2 * 54, first.image().pixels().getAt(4, 5, 0).getRealDouble(), "red");
            assertEquals(3 * 54, first.image().pixels().getAt(4, 5, 1).getRealDouble(), "blue");
        }
        assertRefused(options().withChannels(ChannelChoice.parse("4")), "channels = 4: cell0 has the channels 1 to 3");
    }

    @Test
    void valuesOutsideTheClassesAndEmptyMasksAreRefused() {
        assertRefused(options().withClasses("bg=0,cell=200"), "255", "[0, 200]");
        for (int i = 0; i < 5; i++) {
            SampleFiles.raster(
                    masks.resolve("cell" + i + ".png"), BufferedImage.TYPE_BYTE_GRAY, 11 + i, 7, (x, y) -> 0);
        }
        assertRefused(options(), "All 5 masks are empty");
        assertRefused(options().withClasses("bg=0,cell=200"), "All 5 masks are empty", "cell (200)");
    }

    @Test
    void oneImageAndNaNAreRefused() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Files.copy(images.resolve("cell0.png"), one.resolve("cell0.png"));
        Files.copy(masks.resolve("cell0.png"), one.resolve("cell0_mask.png"));
        assertRefused(DataOptions.defaults(one, one), "Only one image (cell0)");
        FloatProcessor pixels = new FloatProcessor(15, 7);
        pixels.setf(2, 1, Float.NaN);
        Files.delete(images.resolve("cell4.png"));
        SampleFiles.tiff(images.resolve("cell4.tif"), new ImagePlus("", pixels));
        assertRefused(options(), "cell4", "x = 2, y = 1", "NaN");
    }

    @Test
    void emptyAndMissingFoldersAreRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(DataOptions.defaults(empty, masks), "No image file in");
        assertRefused(DataOptions.defaults(folder.resolve("none"), masks), "There is no folder");
        SampleFiles.raster(images.resolve("cell0.jpg"), BufferedImage.TYPE_BYTE_GRAY, 11, 7, (x, y) -> 0);
        assertRefused(options(), "Two files of the same name");
    }

    @Test
    void canceledReadingStops() {
        Progress canceled = new Progress() {
            @Override
            public boolean canceled() {
                return true;
            }
        };
        TrainingFolders folders = new TrainingFolders(new ImageFiles(), LoadOptions.defaults());
        assertThrows(CancellationException.class, () -> folders.load(options(), 1, canceled));
    }

    private void pair(String name, int width, int height) {
        SampleFiles.raster(
                images.resolve(name + ".png"), BufferedImage.TYPE_BYTE_GRAY, width, height, (x, y) -> x + 10 * y);
        SampleFiles.raster(
                masks.resolve(name + ".png"), BufferedImage.TYPE_BYTE_GRAY, width, height, (x, y) -> x == 3 ? 255 : 0);
    }

    private DataOptions options() {
        return DataOptions.defaults(images, masks);
    }

    private static TrainingSet load(DataOptions data, LoadOptions options) {
        return new TrainingFolders(new ImageFiles(), options).load(data, 1, Progress.NONE);
    }

    private static void assertRefused(DataOptions data, String... parts) {
        String message = assertThrows(InputException.class, () -> load(data, LoadOptions.defaults()))
                .getMessage();
        for (String part : parts) assertTrue(message.contains(part), message);
    }
}
