package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.train.TrainingEvent;

/** What is on the disk after somebody canceled. */
class CanceledTrainingTest {
    private static final Training TRAINING = new Training(new ImageFiles(), new TrainingPictures());

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
        TRAINING.run(TinySet.of(1, "background", "disk"), options, canceler, canceler);
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

    private ModelFolder beside() {
        return new ModelFolder(folder.resolve("model-unfinished"));
    }

    @Test
    void aModelStaysUntilTheOneThatReplacesItHasEnded() throws Exception {
        train(1, 9, false);
        byte[] before = Files.readAllBytes(model().networkFile());
        assertThrows(CancellationException.class, () -> train(3, 1, false));
        assertEquals(List.of("model", "model-unfinished"), files());
        assertArrayEquals(before, Files.readAllBytes(model().networkFile()));
        assertFalse(model().card().isUnfinished());
        assertTrue(beside().card().isUnfinished());
        train(3, 9, true);
        assertEquals(List.of("model", "model-before-1"), files());
        assertEquals(3, model().history().size());
        assertFalse(model().card().isUnfinished());
        assertArrayEquals(before, Files.readAllBytes(new ModelFolder(folder.resolve("model-before-1")).networkFile()));
    }

    /** The old one has gone already, the new one is not yet in its place. */
    @Test
    void aTrainingThatWasKilledWhileItReplacedTheModelIsResumed() throws Exception {
        train(1, 9, false);
        assertThrows(CancellationException.class, () -> train(2, 1, false));
        model().moveTo(folder.resolve("model-before-1"));
        train(2, 9, true);
        assertEquals(List.of("model", "model-before-1"), files());
        assertEquals(2, model().history().size());
    }

    @Test
    void whatWasNotEndedIsNotTakenForAnotherTraining() throws Exception {
        train(1, 9, false);
        assertThrows(CancellationException.class, () -> train(3, 1, false));
        model().delete();
        train(1, 9, false);
        assertEquals(List.of("model", "model-unfinished-before-1"), files());
        train(2, 9, true);
        assertEquals(2, model().history().size());
        assertEquals(List.of("model", "model-unfinished-before-1"), files());
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
