package sc.fiji.unet.train;

import java.util.List;

/** Tells a training that diverges from one that meets a hard batch: no number, or far too much many times in a row. */
final class RunawayLoss {
    private static final int IN_A_ROW = 10;
    private static final double TIMES = 10;
    private double first = Double.NaN;
    private int above;

    /** What is wrong with a step, judged by the epochs before it and the first step; null where nothing is. */
    String fault(TrainingNetwork.StepResult result, List<EpochRow> history) {
        if (!Double.isFinite(result.loss())) return "The loss is not a finite number";
        if (!Double.isFinite(result.gradientNorm())) return "The gradient is not a finite number";
        if (Double.isNaN(first)) first = result.loss();
        double usual = history.stream().mapToDouble(EpochRow::trainLoss).reduce(first, Math::max);
        above = result.loss() > TIMES * usual ? above + 1 : 0;
        return above < IN_A_ROW ? null : "The loss has run away to " + (float) result.loss();
    }
}
