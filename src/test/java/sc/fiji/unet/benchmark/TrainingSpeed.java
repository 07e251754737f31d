package sc.fiji.unet.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.data.PatchBatch;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.Form.Precision;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingFiles;
import sc.fiji.unet.train.TrainingLoop;
import sc.fiji.unet.train.Validation;

/** Times the steps of the real training loop: upload, forward, cross-entropy, backward, clipping and Adam. */
final class TrainingSpeed {
    private static final int WARM_UP = 3;
    private static final int FEWEST = 8;

    private TrainingSpeed() {}

    /** Seconds of the best step, and of the median step. */
    record Steps(double best, double median) {}

    /** Steps on one batch that lies ready. */
    static Steps onReadyBatch(int channels, Precision precision, double seconds) {
        int pixels = Subject.PATCHES * Subject.EDGE * Subject.EDGE;
        float[] input = Subject.noise(pixels * channels);
        int[] target = new int[pixels];
        for (int i = 0; i < pixels; i++) target[i] = i / 40 % Subject.CLASSES;
        float[] weight = new float[pixels];
        java.util.Arrays.fill(weight, 1);
        int[] size = {Subject.EDGE, Subject.EDGE};
        PatchBatch batch = new PatchBatch(Subject.PATCHES, channels, size, input, target, weight);
        return of(channels, precision, seconds, step -> batch);
    }

    /** Steps on batches from anywhere. */
    static Steps of(int channels, Precision precision, double seconds, LongFunction<PatchBatch> batches) {
        Graph graph = Subject.network(channels, 32);
        FitPlan plan = new FitPlan(
                Spec.parse("cross-entropy"),
                Spec.parse("adam"),
                1e-3,
                Spec.parse("constant"),
                new FitPlan.Length(1, Integer.MAX_VALUE, 0, 0),
                precision,
                "cpu",
                1);
        Clock clock = new Clock(seconds);
        Validation none = (predictor, progress) -> new Validation.Scores(0, 0, 0, new double[Subject.CLASSES]);
        new TrainingLoop(graph, plan, new NoFiles(), none, clock).run(Checkpoint.initial(graph, 1), batches, clock);
        return clock.steps();
    }

    /** Hears the end of each step and stops the loop in time. */
    private static final class Clock implements TrainingEvent.Listener, Progress {
        private final double seconds;
        private final List<Double> times = new ArrayList<>();
        private long started;
        private long last = System.nanoTime();

        Clock(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public void on(TrainingEvent event) {
            if (!(event instanceof TrainingEvent.StepDone done)) return;
            long now = System.nanoTime();
            if (done.step() > WARM_UP) times.add((now - last) / 1e9);
            else started = now;
            last = now;
        }

        @Override
        public boolean stopRequested() {
            return times.size() >= FEWEST && System.nanoTime() - started > seconds * 1e9;
        }

        Steps steps() {
            List<Double> sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            return new Steps(sorted.get(0), sorted.get(sorted.size() / 2));
        }
    }

    private static final class NoFiles implements TrainingFiles {
        @Override
        public Path checkpoint() {
            return Path.of("none");
        }

        @Override
        public void saveBest(Weights weights, EpochRow row) {
            // Only speed is asked for.
        }

        @Override
        public void saveSnapshot(Weights weights, long step) {}

        @Override
        public void saveLast(Checkpoint checkpoint, List<EpochRow> history) {
            // Only speed is asked for.
        }

        @Override
        public List<EpochRow> history(long step) {
            return List.of();
        }
    }
}
