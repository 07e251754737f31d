package sc.fiji.unet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownModelsTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private KnownModels models;

    @BeforeEach
    void create() {
        models = new KnownModels(folder.resolve("home"), folder.resolve("cache").resolve("models.txt"));
    }

    private Path model(String name) throws IOException {
        Path model = folder.resolve(name);
        Files.createDirectories(model);
        Files.writeString(model.resolve("model.json"), "{}");
        return model;
    }

    private List<String> names() {
        return List.copyOf(models.all().keySet());
    }

    @Test
    void thoseUsedLastComeFirstThenThoseAtHome() throws IOException {
        assertEquals(List.of(), names());
        model("home/b");
        model("home/a");
        Files.createDirectories(folder.resolve("home/no-model"));
        Path old = model("elsewhere/old");
        Path recent = model("elsewhere/recent");
        models.remember(old, notes::add);
        models.remember(recent, notes::add);
        assertEquals(List.of("recent", "old", "a", "b"), names());
        models.remember(old, notes::add);
        assertEquals(List.of("old", "recent", "a", "b"), names());
        assertEquals(Optional.of(new ModelFolder(old)), models.latest());
        Files.delete(old.resolve("model.json"));
        assertEquals(List.of("recent", "a", "b"), names());
        assertEquals(Optional.of(new ModelFolder(recent)), models.latest());
        assertEquals(List.of(), notes);
    }

    @Test
    void aNameStandsForItsFolderAndAFolderForItself() throws IOException {
        Path cells = model("home/cells");
        assertEquals(cells, models.find(Path.of("cells")));
        assertEquals(cells, models.find(cells));
        assertEquals(Path.of("cell"), models.find(Path.of("cell")), "refused by whoever opens it");
    }

    @Test
    void ofTwoOfOneNameTheSecondIsCalledByItsPath() throws IOException {
        Path used = model("elsewhere/cells");
        Path cells = model("home/cells");
        models.remember(used, notes::add);
        assertEquals(List.of("cells", cells.toString()), names());
        assertEquals(used, models.find(Path.of("cells")));
    }

    @Test
    void onlySoManyAreRemembered() throws IOException {
        for (int i = 0; i < 30; i++) models.remember(model("elsewhere/m" + i), notes::add);
        assertEquals(20, models.all().size());
        assertEquals("m29", names().get(0));
    }

    @Test
    void aCacheThatCannotBeWrittenCostsANote() throws IOException {
        Files.writeString(folder.resolve("cache"), "not a folder");
        models.remember(model("home/a"), notes::add);
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("not remembered"), notes.get(0));
    }
}
