package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nn.Graph;
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
    private final Graph graph;
    private final FitPlan plan;
    private final TrainingFiles files;
    private final Validation validation;
    private final TrainingEvent.Listener listener;
    private final List<EpochRow> history = new ArrayList<>();
    private double lossSum;
    private int stagnation;

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
     * is over.
     *
     * @param start fresh weights or a checkpoint
     * @param batches the batch of each step, counted from 0
     * @param progress asked at each step whether to go on
     * @return one row an epoch, over all sittings
     */
    public List<EpochRow> run(Checkpoint start, LongFunction<PatchBatch> batches, Progress progress) {
        history.addAll(files.history(start.step()));
        stagnation = EpochRow.sinceBest(history);
        Clock clock = new Clock(start.seconds(), plan.length());
        Schedule schedule = new Schedule(plan.method().schedule());
        try (TrainingNetwork network = new TrainingNetwork(graph, start, plan, progress::note)) {
            String reason = start.step() == 0 ? null : clock.reasonToStop(start.step(), progress);
            ScheduleState now = new ScheduleState(start.step(), clock.progress(start.step()), scores());
            for (long step = start.step(); reason == null; step++) {
                progress.check();
                double rate = plan.method().learningRate() * schedule.factor(now);
                StepResult result = network.step(step, batches.apply(step), rate);
                report(step + 1, now.progress(), result, rate, progress);
                reason = clock.reasonToStop(step + 1, progress);
                ScheduleState next = new ScheduleState(step + 1, clock.progress(step + 1), scores());
                if (schedule.endsCycle(now, next)) files.saveSnapshot(network.kept(network::weights), step + 1);
                if ((step + 1) % plan.length().stepsPerEpoch() == 0 || reason != null) {
                    endEpoch(network, step + 1, clock.seconds(), rate, progress);
                    if (reason == null) reason = stagnated();
                }
                now = new ScheduleState(step + 1, next.progress(), scores());
            }
            listener.on(new TrainingEvent.Finished(reason));
            return List.copyOf(history);
        }
    }

    private void report(long step, double share, StepResult result, double rate, Progress progress) {
        requireFinite(step, result, rate);
        lossSum += result.loss();
        listener.on(new TrainingEvent.StepDone(step, share, result.loss(), rate, result.gradientNorm()));
        int epoch = history.size() + 1;
        progress.update((long) (share * 10_000), 10_000, String.format("Epoch %d, loss %.4f", epoch, result.loss()));
    }

    /** Neither float32 nor bfloat16 overflows in a healthy training, and running statistics do not recover from NaN. */
    private static void requireFinite(long step, StepResult result, double rate) {
        if (Double.isFinite(result.loss()) && Double.isFinite(result.gradientNorm())) return;
        String what = Double.isFinite(result.loss()) ? "The gradient" : "The loss";
        throw new InputException(what + " is not a finite number since step " + step + ", at a learning rate of " + rate
                + ". The best network and the last checkpoint are kept in the model folder; start again with a learning"
                + " rate ten times smaller.");
    }

    private void endEpoch(TrainingNetwork network, long step, double seconds, double rate, Progress progress) {
        int steps = (int)
                (step - (history.isEmpty() ? 0 : history.get(history.size() - 1).step()));
        Validation.Scores scores = validate(network, progress);
        EpochRow row = new EpochRow(history.size() + 1, step, seconds, lossSum / steps, rate, scores);
        boolean best =
                history.stream().noneMatch(earlier -> earlier.validation().dice() >= scores.dice());
        history.add(row);
        lossSum = 0;
        stagnation = best ? 0 : stagnation + 1;
        Checkpoint checkpoint = new Checkpoint(step, seconds, network.weights(), network.optimizerState());
        if (best) files.saveBest(network.kept(network::weights), row);
        files.saveLast(checkpoint, history);
        listener.on(new TrainingEvent.Validated(row, best));
        listener.on(new TrainingEvent.Checkpointed(files.checkpoint(), step));
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
