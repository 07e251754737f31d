package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Process other = program(Holder.class, folder);
        try {
            assertEquals('!', other.getInputStream().read());
            assertThrows(InputException.class, () -> FolderLock.of(folder));
        } finally {
            other.destroyForcibly().waitFor();
        }
        FolderLock.of(folder).close();
    }

    /** Several programs that take the lock over and over: what two would hold at a time is made and deleted by each. */
    @Test
    void underLoadThereIsNeverASecondHolder() throws IOException, InterruptedException {
        List<Process> programs = new ArrayList<>();
        for (int i = 0; i < 4; i++) programs.add(program(Contender.class, parent.resolve("model")));
        for (Process program : programs) {
            assertEquals("400", new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            program.waitFor();
        }
    }

    @Test
    void aRefusedSecondTakesNothingFromTheFirst() throws IOException, InterruptedException {
        Path folder = parent.resolve("model");
        try (FolderLock first = FolderLock.of(folder)) {
            assertThrows(InputException.class, () -> FolderLock.of(folder));
            Process other = program(Holder.class, folder);
            assertEquals(-1, other.getInputStream().read(), "another program gets it though the first still has it");
            other.waitFor();
        }
    }

    private static Process program(Class<?> main, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Takes and releases a lock 400 times; fails where it is not alone while it has it. */
    static final class Contender {
        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            Path alone = folder.resolveSibling("alone");
            int held = 0;
            while (held < 400) {
                try (FolderLock lock = FolderLock.of(folder)) {
                    Files.createFile(alone);
                    held++;
                    Files.delete(alone);
                } catch (InputException e) {
                    Thread.onSpinWait(); // somebody else has it
                }
            }
            System.out.print(held);
        }
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
