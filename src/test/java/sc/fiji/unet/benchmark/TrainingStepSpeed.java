package sc.fiji.unet.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form.Precision;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingFiles;
import sc.fiji.unet.train.TrainingLoop;
import sc.fiji.unet.train.Validation;

/** Times the steps of the real training loop: upload, forward, cross-entropy, backward, clipping and Adam. */
final class TrainingStepSpeed {
    private static final int WARM_UP = 3;
    private static final int FEWEST = 8;
    private static final double LONGEST =
            4; // slow steps get that many times the seconds, warming up included, or one step

    private TrainingStepSpeed() {}

    /** Seconds of the best step on one batch that lies ready. */
    static double onReadyBatch(int channels, Precision precision, double seconds) {
        PatchBatch batch = readyBatch(channels);
        Clock clock = new Clock(seconds);
        run(channels, precision, step -> batch, clock);
        return Collections.min(clock.times);
    }

    /** Seconds of a step on one batch that lies ready: the median of those after the first. */
    static double median(Graph graph, Precision precision, PatchBatch batch, double seconds) {
        Clock clock = new Clock(seconds);
        run(graph, precision, step -> batch, clock);
        Collections.sort(clock.times);
        return clock.times.get(clock.times.size() / 2);
    }

    private static PatchBatch readyBatch(int channels) {
        int pixels = Subject.PATCHES * Subject.EDGE * Subject.EDGE;
        float[] input = Subject.noise(pixels * channels);
        int[] target = new int[pixels];
        for (int i = 0; i < pixels; i++) target[i] = i / 40 % Subject.CLASSES;
        float[] weight = new float[pixels];
        Arrays.fill(weight, 1);
        return new PatchBatch(Subject.PATCHES, channels, new int[] {Subject.EDGE, Subject.EDGE}, input, target, weight);
    }

    /** Steps on batches from anywhere until the clock, which hears of each, asks to stop. */
    static <C extends TrainingEvent.Listener & Progress> void run(
            int channels, Precision precision, LongFunction<PatchBatch> batches, C clock) {
        run(Subject.network(channels, 32), precision, batches, clock);
    }

    private static <C extends TrainingEvent.Listener & Progress> void run(
            Graph graph, Precision precision, LongFunction<PatchBatch> batches, C clock) {
        FitPlan plan = new FitPlan(
                new FitPlan.Method(Spec.parse("cross-entropy"), Spec.parse("adam"), 1e-3, Spec.parse("constant")),
                new FitPlan.Length(1, Integer.MAX_VALUE, 0, 0),
                new FitPlan.Machine(precision, "cpu", 1));
        Validation none = (predictor, progress) -> new Validation.Scores(0, 0, 0, new double[Subject.CLASSES]);
        new TrainingLoop(graph, plan, new NoFiles(), none, clock).run(Checkpoint.initial(graph, 1), batches, clock);
    }

    /** Hears the end of each step and stops the loop in time. */
    private static final class Clock implements TrainingEvent.Listener, Progress {
        private final double seconds;
        private final List<Double> times = new ArrayList<>();
        private int steps;
        private int warm = WARM_UP;
        private final long created = System.nanoTime();
        private long last = created;

        Clock(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public void on(TrainingEvent event) {
            if (!(event instanceof TrainingEvent.StepDone)) return;
            long now = System.nanoTime();
            steps++;
            if (steps > warm) times.add((now - last) / 1e9);
            else if (since(created, now) > seconds) warm = steps;
            last = now;
        }

        @Override
        public boolean stopRequested() {
            if (steps <= warm) return false;
            return since(created, last) > seconds * (steps < warm + FEWEST ? LONGEST : 2);
        }

        private static double since(long start, long now) {
            return (now - start) / 1e9;
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
