package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.schedule.Schedule;
import sc.fiji.unet.schedule.ScheduleState;
import sc.fiji.unet.train.TrainingNetwork.StepResult;

/**
 * Trains a network: one loop, readable from top to bottom. Batches are a function of the step number and the learning rate
 * is a function of how far the training is, so that a training that was interrupted and resumed gives the same numbers as
 * one that was not, unless a time limit ends it.
 */
public final class TrainingLoop {
    private static final int MOST_FALLS = 3;
    private static final double SLACK_OF_OBJECTS = 0.003;
    private final Graph graph;
    private final FitPlan plan;
    private final TrainingFiles files;
    private final Validation validation;
    private final TrainingEvent.Listener listener;
    private final List<EpochRow> history = new ArrayList<>();
    private double lossSum;
    private int stagnation;
    private double rateShare;
    private Patience saving;

    /**
     * Prepares a training.
     *
     * @param graph the network
     * @param plan how to fit it
     * @param files where it is saved
     * @param validation scores it after each epoch
     * @param listener hears what happens
     */
    public TrainingLoop(
            Graph graph, FitPlan plan, TrainingFiles files, Validation validation, TrainingEvent.Listener listener) {
        this.graph = graph;
        this.plan = plan;
        this.files = files;
        this.validation = validation;
        this.listener = listener;
    }

    /**
     * Runs to the end, a stop or a cancellation; the best network and the last state are in the files whenever an epoch
     * is over. A training that diverges goes back to the end of the last epoch, and on at a tenth of the learning rate.
     *
     * @param start fresh weights or a checkpoint
     * @param batches the batch of each step, counted from 0; asked in order, but once more from where it went back to
     * @param progress asked at each step whether to go on
     * @return one row an epoch, over all sittings
     */
    public List<EpochRow> run(Checkpoint start, LongFunction<PatchBatch> batches, Progress progress) {
        history.addAll(files.history(start.step()));
        stagnation = EpochRow.sinceBest(history, slack());
        int before = history.size();
        Clock clock = new Clock(start.seconds(), plan.length());
        saving = new Patience(files.checkpoint().toAbsolutePath().getParent(), progress);
        Checkpoint from = start;
        for (int falls = 0; ; falls++) {
            try {
                return sitting(from, clock, batches, progress);
            } catch (Diverged e) {
                if (falls == MOST_FALLS) throw hopeless(e);
                Checkpoint last = history.size() > before ? Checkpoint.read(files.checkpoint()) : start;
                from = last.withRateShare(rateShare / 10);
                progress.note(e.getMessage() + ". Going back to step " + from.step()
                        + " and on at a tenth of the learning rate.");
            }
        }
    }

    private List<EpochRow> sitting(Checkpoint start, Clock clock, LongFunction<PatchBatch> batches, Progress progress) {
        Schedule schedule = new Schedule(plan.method().schedule());
        RunawayLoss runaway = new RunawayLoss();
        rateShare = start.rateShare();
        lossSum = 0;
        try (TrainingNetwork network = new TrainingNetwork(graph, start, plan, progress::note)) {
            String reason = start.step() == 0 ? null : clock.reasonToStop(start.step(), progress);
            ScheduleState now = new ScheduleState(start.step(), clock.progress(start.step()), scores());
            for (long step = start.step(); reason == null; step++) {
                progress.check();
                double rate = rateShare * plan.method().learningRate() * schedule.factor(now);
                StepResult result = network.step(step, batches.apply(step), rate);
                String fault = runaway.fault(result, history);
                if (fault != null) throw new Diverged(fault + " since step " + (step + 1) + ", at a rate of " + rate);
                report(step + 1, now.progress(), result, rate, progress);
                reason = clock.reasonToStop(step + 1, progress);
                ScheduleState next = new ScheduleState(step + 1, clock.progress(step + 1), scores());
                if (schedule.endsCycle(now, next)) saveSnapshot(network, step + 1, clock);
                if ((step + 1) % plan.length().stepsPerEpoch() == 0 || reason != null) {
                    endEpoch(network, step + 1, clock, rate, progress);
                    if (reason == null) reason = stagnated();
                }
                now = new ScheduleState(step + 1, next.progress(), scores());
            }
            listener.on(new TrainingEvent.Finished(reason));
            return List.copyOf(history);
        }
    }

    private void report(long step, double share, StepResult result, double rate, Progress progress) {
        lossSum += result.loss();
        listener.on(new TrainingEvent.StepDone(step, share, result.loss(), rate, result.gradientNorm()));
        int epoch = history.size() + 1;
        progress.update(
                (long) (share * 10_000),
                10_000,
                String.format(Locale.ROOT, "Epoch %d, loss %.4f", epoch, result.loss()));
    }

    /** Neither float32 nor bfloat16 overflows in a healthy training, and running statistics do not recover from NaN. */
    private static final class Diverged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Diverged(String message) {
            super(message);
        }
    }

    private static InputException hopeless(Diverged last) {
        return new InputException(
                last.getMessage() + ", and so it was after going back " + MOST_FALLS
                        + " times, at a tenth of the rate each time. The best network and the last checkpoint are kept in"
                        + " the model folder. Look for images with values out of range, or start again with a smaller"
                        + " learning rate or another loss.",
                last);
    }

    private void saveSnapshot(TrainingNetwork network, long step, Clock clock) {
        Weights weights = network.kept(network::weights);
        clock.leaveOut(saving.write(() -> files.saveSnapshot(weights, step)));
    }

    private void endEpoch(TrainingNetwork network, long step, Clock clock, double rate, Progress progress) {
        double seconds = clock.seconds();
        int steps = (int)
                (step - (history.isEmpty() ? 0 : history.get(history.size() - 1).step()));
        Validation.Scores scores = validate(network, progress);
        EpochRow row = new EpochRow(history.size() + 1, step, seconds, lossSum / steps, rate, scores);
        history.add(row);
        lossSum = 0;
        stagnation = EpochRow.sinceBest(history, slack());
        boolean best = stagnation == 0;
        Checkpoint checkpoint = new Checkpoint(step, seconds, network.weights(), network.optimizerState(), rateShare);
        if (best) {
            Weights weights = network.kept(network::weights);
            clock.leaveOut(saving.write(() -> files.saveBest(weights, row)));
        }
        // whoever records the epoch does so before the checkpoint makes it past: a crash in between has it recorded
        // again
        listener.on(new TrainingEvent.Validated(row, best));
        clock.leaveOut(saving.write(() -> files.saveLast(checkpoint, history)));
        listener.on(new TrainingEvent.Checkpointed(files.checkpoint(), step));
    }

    /** Of networks whose classes are alike, those that learned longer tell objects apart better. */
    private double slack() {
        return plan.method().auxiliary().equals(AuxiliaryTargets.NONE) ? 0 : SLACK_OF_OBJECTS;
    }

    private Validation.Scores validate(TrainingNetwork network, Progress progress) {
        try (PatchPredictor predictor = network.kept(network::predictor)) {
            return validation.score(predictor, Progress.cancelOnly(progress));
        }
    }

    private List<Double> scores() {
        return history.stream().map(row -> row.validation().dice()).toList();
    }

    private String stagnated() {
        int patience = plan.length().patience();
        if (patience == 0 || stagnation < patience) return null;
        return "no better validation for " + stagnation + " epochs";
    }
}
