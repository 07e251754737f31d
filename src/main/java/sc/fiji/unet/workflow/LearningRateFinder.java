package sc.fiji.unet.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.engine.Pytorch;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.sampling.BatchQueue;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.Scalings;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingFiles;
import sc.fiji.unet.train.TrainingLoop;
import sc.fiji.unet.train.Validation;

/** Finds a learning rate by training a few steps while it rises a millionfold. Keeps no model. */
public final class LearningRateFinder {
    private static final double HIGHEST = 1;
    private static final Spec SWEEP = Spec.parse("sweep start=0.000001");
    private static final double DIVERGED = 4;
    private static final int BATCHES_AHEAD = 4;
    private static final Validation NONE =
            (predictor, progress) -> new Validation.Scores(0, 0, 0, new double[] {Double.NaN});

    private final ImageReader reader;

    /** Opens images with this reader. */
    public LearningRateFinder(ImageReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the folders and tests.
     *
     * @param options as for a training; rate, schedule and length are the test's own
     * @param steps between the lowest rate and the highest; fewer are done where the loss goes through the roof
     */
    public RateCurve run(TrainOptions options, int steps, Progress progress) {
        Training.requireKnown(options);
        TrainingSet set = new TrainingFolders(reader, LoadOptions.defaults())
                .load(options.data(), options.run().seed(), Progress.cancelOnly(progress));
        return run(set, options, steps, progress);
    }

    /** As above, on a set already read. */
    static RateCurve run(TrainingSet set, TrainOptions options, int steps, Progress progress) {
        Pytorch.prepare(progress);
        TrainingPlan plan = Training.plan(set, options, progress);
        Recorder recorder = new Recorder(progress);
        FitPlan fit = sweep(plan.fit(), steps);
        TrainingSet prepared = plan.prepared(set);
        PatchSampler sampler =
                new PatchSampler(prepared.shown(), Scalings.of(prepared, plan.normalization()), plan.sampling());
        TrainingLoop loop = new TrainingLoop(plan.graph(), fit, new NoFiles(), NONE, recorder);
        try (BatchQueue queue = new BatchQueue(sampler::batch, 0, 1, BATCHES_AHEAD)) {
            loop.run(Checkpoint.initial(plan.graph(), fit.machine().seed()), step -> queue.take(), recorder);
        }
        return recorder.curve();
    }

    private static FitPlan sweep(FitPlan fit, int steps) {
        return new FitPlan(
                new FitPlan.Method(
                        fit.method().loss(),
                        fit.method().optimizer(),
                        HIGHEST,
                        SWEEP,
                        fit.method().auxiliary()),
                new FitPlan.Length(1, steps, 0, 0),
                fit.machine());
    }

    /** Keeps rates and losses, and asks to stop when there is nothing more to learn. */
    private static final class Recorder implements TrainingEvent.Listener, Progress {
        private final Progress outer;
        private final List<TrainingEvent.StepDone> steps = new ArrayList<>();
        private double lowest = Double.POSITIVE_INFINITY;
        private boolean diverged;

        Recorder(Progress outer) {
            this.outer = outer;
        }

        @Override
        public void on(TrainingEvent event) {
            if (!(event instanceof TrainingEvent.StepDone step)) return;
            diverged = !(step.loss() <= DIVERGED * lowest) && !steps.isEmpty();
            if (!diverged) steps.add(step);
            lowest = Math.min(lowest, step.loss());
        }

        @Override
        public void update(long done, long total, String what) {
            outer.update(done, total, what);
        }

        @Override
        public boolean canceled() {
            return outer.canceled();
        }

        @Override
        public boolean stopRequested() {
            return diverged || outer.stopRequested();
        }

        RateCurve curve() {
            return new RateCurve(
                    steps.stream()
                            .mapToDouble(TrainingEvent.StepDone::learningRate)
                            .toArray(),
                    steps.stream().mapToDouble(TrainingEvent.StepDone::loss).toArray());
        }
    }

    private static final class NoFiles implements TrainingFiles {
        @Override
        public Path checkpoint() {
            return Path.of("");
        }

        @Override
        public void saveBest(Weights weights, EpochRow row) {
            // a test keeps nothing
        }

        @Override
        public void saveSnapshot(Weights weights, long step) {
            // a test keeps nothing
        }

        @Override
        public void saveLast(Checkpoint checkpoint, List<EpochRow> history) {
            // a test keeps nothing
        }

        @Override
        public List<EpochRow> history(long step) {
            return List.of();
        }
    }
}
