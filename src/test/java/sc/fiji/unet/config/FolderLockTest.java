package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.InputException;

/** One writer a folder. */
class FolderLockTest {
    @TempDir
    Path parent;

    @Test
    void theSecondIsRefusedUntilTheFirstIsDone() throws IOException {
        Path folder = parent.resolve("model");
        try (FolderLock first = FolderLock.of(folder)) {
            InputException refused = assertThrows(InputException.class, () -> FolderLock.of(folder));
            assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
            FolderLock.of(parent.resolve("other")).close();
        }
        FolderLock.of(folder).close();
        try (var left = Files.list(parent)) {
            assertEquals(List.of(), left.toList(), "nothing is left behind");
        }
    }

    @Test
    void anotherProgramIsRefusedToo() throws IOException, InterruptedException {
        Path folder = parent.resolve("model");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('!', other.getInputStream().read());
            assertThrows(InputException.class, () -> FolderLock.of(folder));
        } finally {
            other.destroyForcibly().waitFor();
        }
        FolderLock.of(folder).close();
    }

    /** Holds a lock until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws InterruptedException {
            FolderLock lock = FolderLock.of(Path.of(args[0]));
            System.out.print(lock == null ? "?" : "!");
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
