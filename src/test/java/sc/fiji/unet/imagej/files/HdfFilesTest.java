package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;

/** Files that h5py wrote as ilastik does: chunks, deflate and LZF, axes in any order, projects. */
class HdfFilesTest {
    private static final Path FILES = Path.of("src/test/resources/hdf");
    private static final ImageFiles READER = new ImageFiles();

    @TempDir
    Path folder;

    private static LabelImage labels(String name) {
        List<LabelImage> labels = READER.labels(FILES.resolve(name), 2, Progress.NONE);
        assertEquals(1, labels.size());
        return labels.get(0);
    }

    @Test
    void aSegmentationOfIlastikIsAMask() {
        LabelImage mask = labels("cells_Simple Segmentation.h5");
        assertArrayEquals(new long[] {7, 5}, mask.values().dimensionsAsLongArray());
        assertEquals(2, mask.values().getAt(5, 2).get());
        assertEquals(3, mask.values().getAt(6, 4).get());
        assertEquals(1, mask.values().getAt(0, 0).get());
    }

    @Test
    void ofAnImageAndItsLabelsInOneFileEachIsReadForWhatItIs() {
        List<ImageSource> slices = READER.images(FILES.resolve("both.h5"), 2, Progress.NONE);
        assertEquals(2, slices.size());
        assertEquals(29000, slices.get(1).pixels().getAt(4, 2, 0).getRealDouble());
        List<LabelImage> labels = READER.labels(FILES.resolve("both.h5"), 2, Progress.NONE);
        assertEquals(29 * 60000, labels.get(1).values().getAt(4, 2).get());
    }

    @Test
    void theAxesMayComeInAnyOrder() {
        ImagePlus imp = ImageFiles.open(FILES.resolve("volume.h5"), Progress.NONE);
        assertArrayEquals(new int[] {5, 3, 2, 2, 1}, imp.getDimensions());
        assertEquals(
                0.25f, imp.getStack().getProcessor(imp.getStackIndex(2, 2, 1)).getf(4, 2));
        assertEquals(
                0.5f, imp.getStack().getProcessor(imp.getStackIndex(1, 1, 1)).getf(1, 0));
    }

    @Test
    void truthValuesAreZeroAndOne() {
        LabelImage mask = labels("truths.h5");
        assertEquals(List.of(1, 0, 1), List.of(at(mask, 0, 0), at(mask, 1, 0), at(mask, 1, 1)));
    }

    private static int at(LabelImage mask, int x, int y) {
        return mask.values().getAt(x, y).get();
    }

    /** One project has the labels of several images; where nobody painted, nobody knows. */
    @Test
    void whatWasPaintedInAProjectIsSparse() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            new FileSaver(new ImagePlus("", new ByteProcessor(7, 5)))
                    .saveAsPng(folder.resolve(name + ".png").toString());
        }
        Path project = Files.copy(FILES.resolve("project.ilp"), folder.resolve("my.ilp"));
        ImageFolder found = ImageFolder.scan(folder, project, READER);
        assertEquals(
                List.of("a"), found.pairs().stream().map(ImageFolder.Pair::name).toList());
        assertTrue(found.notes().get(0).contains("b.png, c.png"), found.notes().toString());
        assertEquals("sky=1,cell=2,ignore=0", found.classes());
        LabelImage mask = READER.labelsOf(folder.resolve("a.png"), project, 2, Progress.NONE)
                .get(0);
        assertEquals(List.of(2, 0, 2), List.of(at(mask, 3, 1), at(mask, 4, 1), at(mask, 5, 1)));
        assertEquals(List.of(1, 1, 0), List.of(at(mask, 0, 3), at(mask, 0, 4), at(mask, 1, 1)));
        String message = assertThrows(
                        InputException.class, () -> READER.labelsOf(folder.resolve("c.png"), project, 2, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("a.png, b.png"), message);
    }

    @Test
    void severalProjectsInAFolderAreAQuestion() throws IOException {
        for (String name : List.of("a", "b")) {
            new FileSaver(new ImagePlus("", new ByteProcessor(3, 2)))
                    .saveAsPng(folder.resolve(name + ".png").toString());
        }
        for (String name : List.of("first.ilp", "second.ilp")) {
            Files.copy(FILES.resolve("project.ilp"), folder.resolve(name));
        }
        String message = assertThrows(InputException.class, () -> ImageFolder.scan(folder, folder, READER))
                .getMessage();
        assertTrue(message.contains("2 projects of ilastik: first.ilp, second.ilp"), message);
        Path chosen = folder.resolve("second.ilp");
        assertEquals(
                chosen, ImageFolder.scan(folder, chosen, READER).pairs().get(0).mask());
    }

    @Test
    void labelsThatDifferInCapitalsOnlyAreOneOrTwo() throws IOException {
        String head = "{\"interval\":{\"min\":[0,0],\"max\":[2,1],\"n\":2},\"labels\":";
        List<Path> folders = List.of(folder.resolve("one"), folder.resolve("two"));
        for (Path each : folders) {
            Files.createDirectory(each);
            new FileSaver(new ImagePlus("", new ByteProcessor(3, 2)))
                    .saveAsTiff(each.resolve("a.tif").toString());
        }
        Files.writeString(folders.get(0).resolve("a.tif.labeling"), head + "{\"cell\":[[1,0]]}}");
        Files.writeString(folders.get(1).resolve("a.tif.labeling"), head + "{\"Cell\":[[1,0]]}}");
        List<List<ImageFolder.Pair>> pairs = folders.stream()
                .map(each -> ImageFolder.scan(each, each, READER).pairs())
                .toList();
        String message = assertThrows(
                        InputException.class, () -> ImageFolder.requireOneNumbering(pairs.get(0), pairs.get(1)))
                .getMessage();
        assertTrue(message.contains("\"cell\"") && message.contains("\"Cell\""), message);
        assertTrue(message.contains("differ only in capitals"), message);
        Files.writeString(folders.get(0).resolve("b.labeling"), head + "{\"CELL\":[[2,0]]}}");
        ImageFolder both = ImageFolder.scan(folders.get(0), folders.get(0), READER);
        assertTrue(
                assertThrows(InputException.class, both::classes).getMessage().contains("\"CELL\""));
    }

    /**
     * Labkit's labels of the same name have the same number in every file, whatever the order in each. One of them is called
     * as annotations of others are.
     */
    @ParameterizedTest
    @ValueSource(strings = {"labeling", "json"})
    void labelingsOfLabkitAreMasksWithNames(String extension) throws IOException {
        String a = "a.tif." + extension;
        String c = "c." + extension;
        String head = "{\"interval\":{\"min\":[0,0],\"max\":[2,1],\"n\":2},\"pixelSizes\":[],\"labels\":";
        for (String name : List.of("a", "b", "c")) {
            new FileSaver(new ImagePlus("", new ByteProcessor(3, 2)))
                    .saveAsTiff(folder.resolve(name + ".tif").toString());
        }
        String other = "{\"nucleus\":[[0,0]],\"cell\":[[2,1]]},\"colors\":{\"cell\":\"#FF0000\"}}";
        Files.writeString(folder.resolve("settings.json"), "{\"annotations\":1}");
        Files.writeString(folder.resolve(a), head + other);
        Files.writeString(folder.resolve("b.tif.labeling"), head + "{\"cell\":[[1,0],[1,1]]}}");
        Files.writeString(folder.resolve(c), head + "{\"cell\":[],\"nucleus\":[[2,0]]}}");
        DataOptions data = DataOptions.defaults(folder, folder);
        TrainingSet set = new TrainingFolders(READER, LoadOptions.defaults()).load(data, 1, Progress.NONE);
        assertEquals(
                List.of("background", "cell", "nucleus"),
                set.classes().classes().names());
        assertArrayEquals(new int[] {2, 0, 0, 0, 0, 1}, values(a));
        assertArrayEquals(new int[] {0, 1, 0, 0, 1, 0}, values("b.tif.labeling"));
        Files.writeString(folder.resolve(c), head + "{\"Background\":[[0,1]],\"nucleus\":[[2,0]]}}");
        assertArrayEquals(new int[] {255, 255, 2, 0, 255, 255}, values(c));
        assertEquals(
                "background=0,cell=1,nucleus=2,ignore=255",
                ImageFolder.scan(folder, folder, READER).classes());
        String cut = head + "{\"cell\":[[0,0],[3,0]]}}";
        Path far = Files.writeString(folder.resolve("far." + extension), cut);
        assertThrows(InputException.class, () -> READER.labels(far, 2, Progress.NONE));
    }

    private int[] values(String name) {
        LabelImage mask = READER.labels(folder.resolve(name), 2, Progress.NONE).get(0);
        int[] values = new int[6];
        for (int i = 0; i < 6; i++) values[i] = at(mask, i % 3, i / 3);
        return values;
    }

    /** Every cut and every flipped byte ends in a picture or in a sentence, never in another failure. */
    @Test
    void damagedFilesAreRefused() throws IOException {
        for (String name : List.of("both.h5", "project.ilp")) {
            byte[] whole = Files.readAllBytes(FILES.resolve(name));
            Path damaged = folder.resolve(name.replace(".ilp", "2.ilp"));
            for (int i = 0; i < whole.length; i += 41) {
                byte[] other = i % 2 == 0 ? Arrays.copyOf(whole, i + 1) : whole.clone();
                other[i] ^= (byte) 0xA5;
                Files.write(damaged, other);
                try {
                    READER.labelsOf(folder.resolve("a.png"), damaged, 2, Progress.NONE);
                } catch (InputException e) {
                    assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
                }
            }
        }
    }
}
