package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.train.TrainingEvent;

/** A network drive that is gone in the middle of a training: it comes back, or does not. */
class LostFolderTest {
    private static final int EPOCHS = 4;

    @TempDir
    Path folder;

    private final StringBuilder said = new StringBuilder();

    private Path elsewhere() {
        return folder.resolve("elsewhere");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the folder away in the second epoch; what happens as soon as somebody is told is up to the progress. */
    private void train(String name, boolean loses, Progress progress) {
        TrainOptions options = FineTuningTest.options(folder.resolve(name));
        new Training(new ImageFiles(), new TrainingPictures())
                .run(
                        TinySet.of(1, "background", "disk"),
                        options.withFit(options.fit().withLimits(EPOCHS, 0)),
                        event -> {
                            boolean second = event instanceof TrainingEvent.Validated validated
                                    && validated.row().epoch() == 2;
                            if (loses && second) move(folder.resolve(name), elsewhere());
                        },
                        progress);
    }

    @Test
    void aTrainingGoesOnOnceItsFolderIsBack() throws IOException {
        train("whole", false, Progress.NONE);
        train("lost", true, new Progress() {
            @Override
            public void note(String line) {
                said.append(line).append('\n');
                if (line.contains("no longer there")) move(elsewhere(), folder.resolve("lost"));
            }
        });
        assertTrue(said.toString().contains("Going on"), said.toString());
        ModelFolder whole = new ModelFolder(folder.resolve("whole"));
        ModelFolder lost = new ModelFolder(folder.resolve("lost"));
        assertArrayEquals(Files.readAllBytes(whole.networkFile()), Files.readAllBytes(lost.networkFile()));
        for (String table : new String[] {"history.csv", "epoch.csv", "validation.csv", "train.csv"}) {
            assertEquals(
                    Files.readAllLines(whole.path().resolve(table)).size(),
                    Files.readAllLines(lost.path().resolve(table)).size(),
                    table);
        }
    }

    @Test
    void nothingIsWrittenToWhereItHadBeen() {
        Progress gaveUp = new Progress() {
            @Override
            public void note(String line) {
                said.append(line).append('\n');
            }

            @Override
            public boolean canceled() {
                return said.toString().contains("no longer there");
            }
        };
        assertThrows(CancellationException.class, () -> train("lost", true, gaveUp));
        assertTrue(said.toString().contains("Trying again"), said.toString());
        assertFalse(Files.exists(folder.resolve("lost")));
        assertTrue(new ModelFolder(elsewhere()).card().isUnfinished());
        assertEquals(2, new ModelFolder(elsewhere()).history().size() + 1, "the epoch before is whole");
    }
}
