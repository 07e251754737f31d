package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.train.TrainingEvent;

/** What is on the disk after somebody canceled. */
class CanceledTrainingTest {
    @TempDir
    Path folder;

    /** Cancels once so many epochs are over. */
    private static final class Canceler implements Progress, TrainingEvent.Listener {
        private final int after;
        private int epochs;
        private boolean stepped;

        Canceler(int after) {
            this.after = after;
        }

        @Override
        public void on(TrainingEvent event) {
            if (event instanceof TrainingEvent.StepDone) stepped = true;
            if (event instanceof TrainingEvent.Validated) epochs++;
        }

        @Override
        public boolean canceled() {
            return stepped && epochs >= after;
        }
    }

    private void train(int epochs, int cancelAfter, boolean resume) {
        TrainOptions options = FineTuningTest.options(folder.resolve("model"));
        options = options.withFit(options.fit().withLimits(epochs, 0))
                .withRun(options.run().withResume(resume));
        Canceler canceler = new Canceler(cancelAfter);
        Training.run(TinySet.of(1, "background", "disk"), options, canceler, canceler);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    @Test
    void beforeTheFirstEpochIsOverNoFolderIsLeft() throws Exception {
        assertThrows(CancellationException.class, () -> train(5, 0, false));
        assertEquals(List.of(), files());
    }

    @Test
    void anOlderModelThatWasSetAsideIsThereAgain() throws Exception {
        train(1, 9, false);
        byte[] before = Files.readAllBytes(model().networkFile());
        assertThrows(CancellationException.class, () -> train(5, 0, false));
        assertEquals(List.of("model"), files());
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(model().networkFile())));
        assertFalse(model().card().isUnfinished());
    }

    @Test
    void laterTheBestIsKeptMarkedAsUnfinishedUntilItIsResumedToTheEnd() throws Exception {
        assertThrows(CancellationException.class, () -> train(3, 1, false));
        assertTrue(model().card().isUnfinished());
        assertTrue(ModelSummary.of(model()).contains("Unfinished"), ModelSummary.of(model()));
        train(3, 9, true);
        assertFalse(model().card().isUnfinished());
        assertEquals(3, model().history().size());
    }
}
