package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.Form;

/** A training whose files cannot be written for a while. */
class FullDiskTest {
    private static final Validation ONE_HALF =
            (predictor, progress) -> new Validation.Scores(0.5, 0.5, 0.5, new double[] {Double.NaN, 0.5});

    @TempDir
    Path folder;

    private final NotedProgress notes = new NotedProgress();

    /** Fails at the first try of each of these. */
    private final class Files implements TrainingFiles {
        private final Set<String> failing;
        private final Set<String> failed = new HashSet<>();
        private final List<Long> saved = new ArrayList<>();
        private Checkpoint last;

        Files(String... failing) {
            this.failing = Set.of(failing);
        }

        private void failOnce(String what) {
            if (failing.contains(what) && failed.add(what)) {
                throw new UncheckedIOException(what + ": No space left on device", new IOException());
            }
        }

        @Override
        public Path checkpoint() {
            return folder.resolve("checkpoint.pt");
        }

        @Override
        public void saveBest(Weights weights, EpochRow row) {
            failOnce("best");
        }

        @Override
        public void saveSnapshot(Weights weights, long step) {}

        @Override
        public void saveLast(Checkpoint checkpoint, List<EpochRow> history) {
            failOnce("last");
            saved.add(checkpoint.step());
            last = checkpoint;
        }

        @Override
        public List<EpochRow> history(long step) {
            return List.of();
        }
    }

    private Files train(Progress progress, Files files) {
        FitPlan plan = TrainingLoopTest.plan("adam", Form.Precision.FP32);
        new TrainingLoop(TrainingLoopTest.graph(), plan, files, ONE_HALF, event -> {})
                .run(Checkpoint.initial(TrainingLoopTest.graph(), 1), TrainingLoopTest::batch, progress);
        return files;
    }

    @Test
    void itWaitsAndLosesNoEpoch() {
        Files whole = train(Progress.NONE, new Files());
        Files hindered = train(notes, new Files("best", "last"));
        assertEquals(whole.saved, hindered.saved);
        whole.last
                .weights()
                .arrays()
                .forEach((name, values) ->
                        assertArrayEquals(values, hindered.last.weights().get(name), name));
        String said = notes.toString();
        assertTrue(said.contains("best: No space left") && said.contains("last: No space left"), said);
        assertTrue(said.contains("Waiting for space") && said.contains("Going on"), said);
    }

    @Test
    void waitingIsNoTimeOfTheTraining() {
        Clock clock = new Clock(0, new FitPlan.Length(6, 12, 1000, 0));
        clock.leaveOut(5000);
        assertTrue(clock.seconds() < 0, clock.seconds() + " s");
    }
}
