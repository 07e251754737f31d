package sc.fiji.unet.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.TrackOptions;

class TrackersTest {
    private static final Tracker.Run RUN = new Tracker.Run("run", Map.of(), Map.of());

    @TempDir
    Path folder;

    @Test
    void opensWhatWasAskedFor() throws Exception {
        try (Tracker tracker = Trackers.open(run(false), Progress.NONE)) {
            tracker.start(RUN);
            tracker.scalar("train/loss", 1, 2);
            tracker.finished();
        }
        assertEquals("step,loss\n1,2.0\n", Files.readString(folder.resolve("model/train.csv")));
        try (Stream<Path> files = Files.list(folder.resolve("logs/cells"))) {
            assertEquals(
                    1,
                    files.filter(file -> file.getFileName().toString().contains("tfevents"))
                            .count());
        }
    }

    @Test
    void figuresThatDoNotExistAreNotRecorded() throws Exception {
        try (Tracker tracker = Trackers.open(run(false), Progress.NONE)) {
            tracker.start(RUN);
            tracker.scalar("validation/dice", 1, 0.5);
            tracker.scalar("validation/dice/debris", 1, Double.NaN);
        }
        assertEquals("step,dice\n1,0.5\n", Files.readString(folder.resolve("model/validation.csv")));
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThrows(OptionException.class, () -> TrackOptions.of(null, "localhost", "unet"));
    }

    @Test
    void anotherTrainingOfTheSameNameGetsItsOwnFolderAndAResumedOneKeepsIts() throws Exception {
        for (boolean resume : new boolean[] {false, false, true}) {
            try (Tracker tracker = Trackers.open(run(resume), Progress.NONE)) {
                tracker.start(RUN);
            }
        }
        assertEquals(1, count(folder.resolve("logs/cells")));
        assertEquals(2, count(folder.resolve("logs/cells-2")));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private RunOptions run(boolean resume) {
        TrackOptions track = TrackOptions.of(folder.resolve("logs"), "", "unet").withName("cells");
        return RunOptions.defaults(folder.resolve("model")).withResume(resume).withTrack(track);
    }

    @Test
    void aFailureLaterIsNotedOnceAndHurtsNobodyElse() {
        List<String> notes = new CopyOnWriteArrayList<>();
        Recorder good = new Recorder(-1);
        Recorder bad = new Recorder(2);
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        try (Tracker tracker = Trackers.all(
                List.of(new GuardedTracker(bad, false, progress), new GuardedTracker(good, false, progress)))) {
            tracker.start(RUN);
            for (int step = 1; step <= 4; step++) tracker.scalar("loss", step, 0);
        }
        assertEquals(List.of("start", "1", "2", "3", "4", "close"), good.calls);
        assertEquals(List.of("start", "1", "2", "close"), bad.calls);
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("disk full"), notes.get(0));
    }

    @Test
    void aFailureToStartIsNotedAndNothingMoreIsTold() {
        List<String> notes = new CopyOnWriteArrayList<>();
        Recorder bad = new Recorder(0);
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        try (Tracker tracker = new GuardedTracker(bad, false, progress)) {
            tracker.start(RUN);
            tracker.scalar("loss", 1, 0);
        }
        assertEquals(List.of("start", "close"), bad.calls);
        assertEquals(1, notes.size());
    }

    /** Remembers what it was told, and fails at one step (0: at the start). */
    private static final class Recorder implements Tracker {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final long failAt;

        Recorder(long failAt) {
            this.failAt = failAt;
        }

        @Override
        public void start(Run run) {
            record("start", 0);
        }

        @Override
        public void scalar(String tag, long step, double value) {
            record(String.valueOf(step), step);
        }

        @Override
        public void close() {
            calls.add("close");
        }

        private void record(String call, long step) {
            calls.add(call);
            if (step == failAt) throw new UncheckedIOException(new java.io.IOException("disk full"));
        }
    }
}
