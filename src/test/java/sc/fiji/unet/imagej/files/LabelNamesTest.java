package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.check.DatasetReader;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.label.Targets;

/** Labels that tools number by themselves mean the same class by their names, or are refused. */
class LabelNamesTest {
    private static final ImageFiles READER = new ImageFiles();
    private static final String HEAD = "{\"interval\":{\"min\":[0,0],\"max\":[2,1],\"n\":2},\"labels\":";

    @TempDir
    Path folder;

    private Path image(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return SampleFiles.tiff(file, new ImagePlus("", new ByteProcessor(3, 2)));
    }

    private void labeling(String name, String labels) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, HEAD + labels + "}");
    }

    private DataOptions data() {
        Path train = folder.resolve("train");
        return DataOptions.defaults(train, train)
                .withValidation(folder.resolve("held").toString());
    }

    private TrainingSet train() {
        return new TrainingFolders(READER, LoadOptions.defaults()).load(data(), 1, Progress.NONE);
    }

    /** Each of two folders would number its names by itself. */
    @Test
    void aValidationFolderOfOtherNamesIsRefused() throws IOException {
        for (String name : List.of("train/a.tif", "train/b.tif", "held/c.tif")) image(name);
        labeling("train/a.labeling", "{\"nucleus\":[[0,0]],\"background\":[[1,0]]}");
        labeling("train/b.labeling", "{\"background\":[[1,0]],\"cell\":[[0,0]],\"nucleus\":[[2,1]]}");
        labeling("held/c.labeling", "{\"nucleus\":[[0,0]],\"background\":[[1,0]]}");
        String message = assertThrows(InputException.class, this::train).getMessage();
        assertTrue(message.contains("\"nucleus\" has the number 1 in " + folder.resolve("held")), message);
        assertTrue(message.contains("\"cell\" has the number 1") && message.contains("one folder"), message);
        DatasetReader doctor = new DatasetReader(READER, data());
        assertThrows(InputException.class, () -> doctor.read(1, Progress.NONE));
        labeling("held/c.labeling", "{\"nucleus\":[[0,0]],\"cell\":[[1,1]],\"background\":[[1,0]]}");
        assertEquals(
                List.of("background", "cell", "nucleus"),
                train().classes().classes().names());
    }

    /** Nothing can be learned of a class that is in the validation folder only. */
    @Test
    void aNameOfTheValidationFolderOnlyIsRefused() throws IOException {
        for (String name : List.of("train/a.tif", "held/c.tif")) image(name);
        labeling("train/a.labeling", "{\"cell\":[[0,0]],\"background\":[[1,0]]}");
        labeling("held/c.labeling", "{\"cell\":[[0,0]],\"background\":[[1,0]],\"nucleus\":[[2,0]]}");
        String message = assertThrows(InputException.class, this::train).getMessage();
        assertTrue(message.contains("c.labeling") && message.contains("2"), message);
    }

    @Test
    void namesOfSeveralFoldersAreJoinedWhereTheyAgree() throws IOException {
        image("one/images/a.tif");
        image("two/images/b.tif");
        labeling("one/masks/a.labeling", "{\"cell\":[[0,0]]}");
        labeling("two/masks/b.labeling", "{\"cell\":[[0,0]],\"nucleus\":[[0,1]]}");
        ImageFolder found = ImageFolder.scan(folder, folder, READER);
        assertEquals("background=0,cell=1,nucleus=2", found.classes());
        labeling("two/masks/b.labeling", "{\"axon\":[[0,0]],\"cell\":[[0,1]]}");
        ImageFolder mixed = ImageFolder.scan(folder, folder, READER);
        assertThrows(InputException.class, mixed::classes);
    }

    /** Saved as TIFF, values are counted in each file by itself, and named in a file beside it. */
    @Test
    void valuesOfLabkitsTiffsMeanWhatTheyAreNamed() throws IOException {
        image("images/a.tif");
        image("images/b.tif");
        tiff("masks/a.tif", "[[],[\"nucleus\"],[\"background\"]]", 1, 1, 0, 2, 2, 0);
        tiff("masks/b.tif", "[[],[\"background\"],[\"cell\"],[\"nucleus\"],[\"cell\",\"nucleus\"]]", 1, 1, 2, 3, 4, 0);
        DataOptions data = DataOptions.defaults(folder.resolve("images"), folder.resolve("masks"));
        assertEquals(
                "background=0,cell=1,nucleus=2,ignore=255",
                ImageFolder.scan(folder.resolve("images"), folder.resolve("masks"), READER)
                        .classes());
        assertArrayEquals(new int[] {2, 2, 255, 0, 0, 255}, labels("masks/a.tif"));
        assertArrayEquals(new int[] {0, 0, 1, 2, 2, 255}, labels("masks/b.tif"));
        TrainingSet set = new TrainingFolders(READER, LoadOptions.defaults()).load(data, 1, Progress.NONE);
        assertEquals(
                List.of("background", "cell", "nucleus"),
                set.classes().classes().names());
        tiff("masks/b.tif", "[[],[\"background\"]]", 1, 1, 2, 0, 0, 0);
        String message =
                assertThrows(InputException.class, () -> labels("masks/b.tif")).getMessage();
        assertTrue(message.contains("b.tif.labels") && message.contains("value 2"), message);
    }

    private int[] labels(String name) {
        return Targets.array(
                READER.labels(folder.resolve(name), 2, Progress.NONE).get(0).values());
    }

    private void tiff(String name, String sets, int... values) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ByteProcessor plane = new ByteProcessor(3, 2);
        for (int i = 0; i < values.length; i++) plane.set(i, values[i]);
        SampleFiles.tiff(file, new ImagePlus("", plane));
        Files.writeString(folder.resolve(name + ".labels"), "{\"labelSets\":" + sets + "}");
    }

    /** What Labkit keeps of work that was not saved is nobody's word. */
    @Test
    void whatWasNotSavedIsLeftOut() throws IOException {
        image("images/a.tif");
        labeling("images/a.tif.labeling", "{\"cell\":[[0,0]]}");
        labeling("images/~a.tif.labeling", "{\"dirt\":[[1,0]]}");
        Path images = folder.resolve("images");
        ImageFolder found = ImageFolder.scan(images, images, READER);
        assertEquals("background=0,cell=1", found.classes());
        assertEquals(
                List.of(images.resolve("a.tif.labeling")), found.pairs().get(0).masks());
    }
}
