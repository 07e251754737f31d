package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dialogs tell of folders, and which fields they gray. */
class FoundPairsTest {
    @TempDir
    Path folder;

    private String found(String... names) throws Exception {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        return FoundPairs.in(
                folder.resolve("images").toString(), folder.resolve("masks").toString());
    }

    @Test
    void pairsAreCountedAndWhatIsAloneIsNamed() throws Exception {
        assertEquals("1 pair found", found("images/a.png", "masks/a.png"));
        assertEquals("2 pairs found, 1 image without mask", found("images/b.png", "masks/b.tif", "images/c.png"));
        assertEquals("2 pairs found, 1 image without mask, 1 mask without image", found("masks/d.png"));
    }

    @Test
    void masksMayLieBesideTheImages() throws Exception {
        found("images/a.png", "images/a_mask.png");
        assertEquals("1 pair found", FoundPairs.in(folder.resolve("images").toString(), " "));
    }

    @Test
    void filesOfRoisAreTold() throws Exception {
        assertEquals("2 images and files of ROIs found", found("images/a.png", "images/b.png", "masks/a.zip"));
    }

    @Test
    void whatIsNoFolderIsSaid() throws Exception {
        Path none = folder.resolve("none");
        assertEquals("There is no folder " + none, FoundPairs.in(none.toString(), ""));
        assertEquals("", FoundPairs.in(" ", ""));
    }

    @Test
    void fieldsThatDoNotMatterAreGrayed() {
        TrainCommand train = new TrainCommand();
        assertFalse(train.matters("images", Map.of("source", "rois")));
        assertTrue(train.matters("outside", Map.of("source", "rois")));
        assertFalse(train.matters("outside", Map.of("source", "labels")));
        assertTrue(train.matters("labels", Map.of("source", "labels")));
        assertTrue(train.matters("masks", Map.of("source", "auto")));
        assertFalse(train.matters("freeze", Map.of("start", " ")));
        assertTrue(train.matters("minutes", Map.of("source", "rois")), "whatever is learned from");
        assertFalse(new CompareCommand().matters("losses", Map.of("preset", "lungs")));
    }
}
