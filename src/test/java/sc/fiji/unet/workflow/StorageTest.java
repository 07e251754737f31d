package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.engine.NativeCache;
import sc.fiji.unet.engine.Pytorch;

class StorageTest {
    private static final String LIBRARY = "2.7.1-20250812-cpu-linux-x86_64";

    @TempDir
    Path folder;

    private Storage storage(boolean inUse) {
        return new Storage(folder.resolve("pytorch"), folder.resolve("memory"), folder.resolve("models"), inUse);
    }

    private void write(String name, int bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("pytorch"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itSaysWhereEverythingLiesAndHowLargeItIs() throws IOException {
        write("pytorch/" + LIBRARY + "/libtorch.so", 3_000_000);
        write("models/one/model.pt", 41_200);
        List<String> lines = storage(true).describe().lines().toList();
        assertTrue(lines.get(0).endsWith(folder.resolve("pytorch") + ", 3 MB"), lines.get(0));
        assertTrue(lines.get(1).endsWith(folder.resolve("memory") + " (not there)"), lines.get(1));
        assertTrue(lines.get(2).endsWith(folder.resolve("models") + ", 41 kB"), lines.get(2));
    }

    @Test
    void clearingDeletesLibrariesOfEveryVersionAndLeftoversAndNothingElse() throws IOException {
        write("pytorch/" + LIBRARY + "/libtorch.so", 2_000_000);
        write("pytorch/2.5.1-cpu-linux-x86_64/0.31.0-libdjl_torch.so", 500_000);
        write("pytorch/tmp123/libtorch.so", 500_000);
        write("pytorch/deleted-2.4.0-cpu/deep/libtorch.so", 1);
        write("pytorch/notes.txt", 10);
        write("models/one/model.pt", 10);
        write("memory/models.txt", 10);
        String said = storage(false).clear();
        assertTrue(said.startsWith("Deleted 3 MB in " + folder.resolve("pytorch")), said);
        assertEquals(List.of("notes.txt"), left());
        assertTrue(Files.exists(folder.resolve("models/one/model.pt")));
        assertTrue(Files.exists(folder.resolve("memory/models.txt")));
        assertTrue(storage(false).clear().startsWith("There is no unpacked"));
    }

    @Test
    void aLoadedLibraryIsKeptAndAPersonToldToRestart() throws IOException {
        write("pytorch/" + LIBRARY + "/libtorch.so", 10);
        InputException e =
                assertThrows(InputException.class, () -> storage(true).clear());
        assertTrue(e.getMessage().contains("Restart"), e.getMessage());
        assertEquals(List.of(LIBRARY), left());
    }

    @Test
    void whereNothingWasUnpackedThereIsNothingToDelete() {
        assertTrue(storage(true).clear().startsWith("There is no unpacked"));
    }

    @Test
    void whatAnEarlierTryLeftIsNotInTheWay() throws IOException {
        write("pytorch/" + LIBRARY + "/libtorch.so", 10);
        write("pytorch/deleted-" + LIBRARY + "/libtorch.so", 10);
        storage(false).clear();
        assertEquals(List.of(), left());
    }

    @Test
    void startingPytorchIsUsingTheLibrary() {
        Pytorch.engine();
        assertTrue(NativeCache.isInUse());
        assertTrue(Storage.ofThisPerson().inUse());
        assertTrue(Files.isDirectory(NativeCache.folder()), "DJL unpacked it there");
    }
}
