package sc.fiji.unet.imagej.files;

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
}
