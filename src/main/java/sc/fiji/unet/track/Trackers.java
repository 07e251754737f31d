package sc.fiji.unet.track;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.TrackOptions;

/** Opens the trackers that options ask for, as one that passes everything on to each. */
public final class Trackers {
    private Trackers() {}

    /**
     * The trackers of a training as one that never holds up or ends it; failures become notes.
     *
     * @param run tables go to its model folder in any case
     * @param progress is told of failures
     */
    public static Tracker open(RunOptions run, Progress progress) {
        TrackOptions track = run.track();
        List<Tracker> trackers = new ArrayList<>(List.of(new CsvTracker(run.model())));
        if (track.tensorboard() != null) trackers.add(new TensorBoardTracker(eventFolder(run)));
        if (!track.mlflow().isEmpty()) trackers.add(mlflow(run));
        return all(trackers.stream()
                .map(tracker -> (Tracker) new GuardedTracker(tracker, tracker instanceof CsvTracker, progress))
                .toList());
    }

    /** A resumed training goes on where it was; another one of the same name gets a number. */
    private static Path eventFolder(RunOptions run) {
        Path folder = run.track().tensorboard().resolve(run.name());
        Path last = folder;
        for (int n = 2; Files.exists(folder); n++) {
            last = folder;
            folder = folder.resolveSibling(run.name() + "-" + n);
        }
        return run.resume() ? last : folder;
    }

    /** One tracker that hands everything to all of these in turn. */
    public static Tracker all(List<Tracker> trackers) {
        return new Several(List.copyOf(trackers));
    }

    private static Tracker mlflow(RunOptions run) {
        try {
            TrackOptions track = run.track();
            return new MlflowTracker(URI.create(track.mlflow()), track.experiment(), MlflowMemory.of(run));
        } catch (NoClassDefFoundError e) {
            throw new InputException(
                    "Tracking to MLflow needs its Java client: add mlflow-client.jar (org.mlflow:mlflow-client) to the"
                            + " jars folder, or leave the MLflow address empty.",
                    e);
        }
    }

    private record Several(List<Tracker> trackers) implements Tracker {
        @Override
        public void start(Run run) {
            trackers.forEach(tracker -> tracker.start(run));
        }

        @Override
        public void resume(long step) {
            trackers.forEach(tracker -> tracker.resume(step));
        }

        @Override
        public void flush() {
            trackers.forEach(Tracker::flush);
        }

        @Override
        public void scalar(String tag, long step, double value) {
            trackers.forEach(tracker -> tracker.scalar(tag, step, value));
        }

        @Override
        public void image(String tag, long step, int width, int height, int[] rgb) {
            trackers.forEach(tracker -> tracker.image(tag, step, width, height, rgb));
        }

        @Override
        public void artifact(Path path) {
            trackers.forEach(tracker -> tracker.artifact(path));
        }

        @Override
        public void finished() {
            trackers.forEach(Tracker::finished);
        }

        @Override
        public void close() {
            trackers.forEach(Tracker::close);
        }
    }
}
