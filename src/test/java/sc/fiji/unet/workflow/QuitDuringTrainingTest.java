package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.TrainingEvent;

/** A program that ends, as Fiji does when it quits, while one of its threads trains. */
class QuitDuringTrainingTest {
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path folder;

    /** Trains into the folder of the first argument, and ends the program some milliseconds after a checkpoint. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch saved = new CountDownLatch(1);
        TrainOptions options = FineTuningTest.options(Path.of(args[0]));
        TrainOptions large = options.withNetwork(options.network().withSize(2, 32))
                .withInput(options.input().withPatch(32, 16))
                .withFit(options.fit().withLimits(100_000, 0));
        Training training = new Training(new ImageFiles(), new TrainingPictures());
        Thread thread = new Thread(() -> training.run(
                TinySet.of(1, "background", "disk"),
                large,
                event -> {
                    if (event instanceof TrainingEvent.Checkpointed) saved.countDown();
                },
                Progress.NONE));
        thread.start();
        saved.await();
        Thread.sleep(Integer.parseInt(args[1]));
        System.exit(0);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int quit(int milliseconds) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.awt.headless=true",
                "-Dunet.cache="
                        + System.getProperty(
                                "unet.cache", folder.resolve("cache").toString()),
                "-cp",
                System.getProperty("java.class.path"),
                QuitDuringTrainingTest.class.getName(),
                folder.resolve("model").toString(),
                String.valueOf(milliseconds));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::log);
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {180, 390})
    void itLeavesNoCrashReportAndAWholeCheckpoint(int milliseconds) throws Exception {
        assertEquals(0, quit(milliseconds), this::log);
        assertFalse(Files.exists(folder.resolve("crash.log")), this::log);
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        Checkpoint last = Checkpoint.read(model.checkpointFile());
        assertTrue(last.step() > 0);
        assertTrue(model.card().isUnfinished());
        model.inference();
        FolderLock.of(model.path()).close();
    }
}
