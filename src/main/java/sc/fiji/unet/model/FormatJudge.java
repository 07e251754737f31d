package sc.fiji.unet.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.TorchScriptReader;
import sc.fiji.unet.train.ByteTuning;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.FormatScores;
import sc.fiji.unet.train.FormatTrial;
import sc.fiji.unet.train.SegmentedValidation;

/**
 * Judges in which number formats a network that was just trained may predict. Where bytes would be used but lose too much,
 * it trains on for a moment with what bytes round, and keeps that if it helps and costs nothing in float32.
 *
 * @param folder of the model
 * @param fit how it was trained
 * @param batches the batch of each step
 * @param validation images with truth
 */
public record FormatJudge(
        ModelFolder folder, FitPlan fit, LongFunction<PatchBatch> batches, SegmentedValidation validation) {
    private static final double NO_LOSS = 0.0005;

    /** Writes what it finds into the model folder. */
    public void run(Graph graph, Progress progress) {
        FormatScores found = scores(folder.inference(), progress);
        Calibration calibration = found.network().calibration();
        boolean tuned = false;
        if (calibration.isScored() && !calibration.isGood()) {
            FormatScores after = tuned(graph, found, progress);
            tuned = after != found;
            found = after;
        }
        Map<String, String> account = new LinkedHashMap<>(found.account());
        if (tuned) account.put("Last steps", "rounded as bytes are, so that int8 loses nothing");
        Calibration judged = found.network().calibration();
        patient(progress).write(() -> folder.keepFormats(judged, account));
        account.forEach((what, value) -> progress.note(what + ": " + value));
    }

    /** The scores after steps that round, where the model is the better for them; else those before. */
    private FormatScores tuned(Graph graph, FormatScores before, Progress progress) {
        List<EpochRow> history = folder.history();
        long done = history.isEmpty() ? 0 : history.get(history.size() - 1).step();
        int steps = ByteTuning.steps(done);
        if (steps == 0) return before;
        Inference network = before.network();
        BytePlan bytes = BytePlan.of(network.graph(), network.calibration());
        Weights weights = new ByteTuning(graph, fit, batches)
                .run(TorchScriptReader.read(folder.networkFile()), bytes, done, steps, progress);
        ModelCard card = folder.card();
        FormatScores after = scores(Inference.of(graph, weights, card.classOutputs()), progress);
        double lost = dice(before) - dice(after);
        if (!after.network().calibration().isGood() || !(lost <= NO_LOSS)) return before;
        patient(progress).write(() -> folder.write(card, graph, weights));
        return after;
    }

    private FormatScores scores(Inference network, Progress progress) {
        String device = fit.machine().device();
        return new FormatTrial(network, device, batches.apply(0), validation, Progress.cancelOnly(progress)).run();
    }

    private Patience patient(Progress progress) {
        return new Patience(folder.path(), progress);
    }

    private static double dice(FormatScores scores) {
        return scores.dice().get(PrecisionChoice.FP32);
    }
}
