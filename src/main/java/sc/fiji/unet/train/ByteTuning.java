package sc.fiji.unet.train;

import java.util.function.LongFunction;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * The last part of a training whose network would lose too much on bytes: some more steps at a small, falling rate, in which
 * weights and values are rounded as bytes will be and gradients pass as if they were not (Jacob et al. 2018).
 *
 * @param graph the network in its training form
 * @param plan how it was fitted so far
 * @param batches the batch of each step, counted from 0
 */
public record ByteTuning(Graph graph, FitPlan plan, LongFunction<PatchBatch> batches) {
    private static final double SHARE_OF_STEPS = 0.05;
    private static final int FEWEST_STEPS = 50;
    private static final int MOST_STEPS = 200;
    /** Of the training's rate: the weights are good already, they only have to settle on what bytes can say. */
    private static final double RATE = 0.1;

    /** How many steps a training of so many steps may be followed by; 0 where that would be too few to matter. */
    public static int steps(long before) {
        int steps = (int) Math.min(MOST_STEPS, Math.ceil(SHARE_OF_STEPS * before));
        return steps < FEWEST_STEPS ? 0 : steps;
    }

    /**
     * Trains on.
     *
     * @param weights to begin with
     * @param bytes where to round
     * @param first number of the first step
     * @param steps how many
     */
    public Weights run(Weights weights, BytePlan bytes, long first, int steps, Progress progress) {
        FitPlan.WeightRules rules = new FitPlan.WeightRules(plan.rules().frozen(), 0, bytes);
        FitPlan.Machine machine = new FitPlan.Machine(
                Precision.FP32, plan.machine().device(), plan.machine().seed());
        FitPlan rounding = new FitPlan(plan.method(), plan.length(), machine, rules);
        try (TrainingNetwork network = new TrainingNetwork(graph, Checkpoint.of(weights), rounding, progress::note)) {
            for (int i = 0; i < steps; i++) {
                progress.check();
                double rate = RATE * plan.method().learningRate() * (steps - i) / steps;
                network.step(first + i, batches.apply(first + i), rate);
                progress.update(i + 1, steps, "Getting used to bytes...");
            }
            return network.weights();
        }
    }
}
