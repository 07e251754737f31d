package sc.fiji.unet.track;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.OptionException;
import sc.fiji.unet.config.Progress;

/** Opens and combines trackers. */
public final class Trackers {
    private Trackers() {}

    /**
     * What to record a training to.
     *
     * @param folder of the run; tables go there in any case
     * @param tensorboard whether TensorBoard event files go there too
     * @param mlflow address of an MLflow tracking server, empty for none
     * @param experiment of the run on that server
     */
    public record Targets(Path folder, boolean tensorboard, String mlflow, String experiment) {
        /** Refuses an address that is none. */
        public Targets {
            if (!mlflow.isEmpty() && !mlflow.matches("https?://[^/]+.*")) {
                throw new OptionException(
                        "mlflow = \"" + mlflow + "\": expected an address such as http://127.0.0.1:5000.");
            }
        }

        /** Tables only. */
        public static Targets tables(Path folder) {
            return new Targets(folder, false, "", "unet");
        }
    }

    /** The trackers of these targets as one that never holds up or ends a training; failures become notes. */
    public static Tracker open(Targets targets, Progress progress) {
        List<Tracker> trackers = new ArrayList<>(List.of(new CsvTracker(targets.folder())));
        if (targets.tensorboard()) trackers.add(new TensorBoardTracker(targets.folder()));
        if (!targets.mlflow().isEmpty()) trackers.add(mlflow(targets));
        return all(trackers.stream()
                .map(tracker -> (Tracker) new GuardedTracker(tracker, progress))
                .toList());
    }

    /** One tracker that hands everything to all of these in turn. */
    public static Tracker all(List<Tracker> trackers) {
        return new Several(List.copyOf(trackers));
    }

    private static Tracker mlflow(Targets targets) {
        try {
            return new MlflowTracker(URI.create(targets.mlflow()), targets.experiment());
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
