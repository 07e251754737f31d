package sc.fiji.unet.train;

import java.util.List;
import java.util.Locale;
import sc.fiji.unet.metrics.Figure;

/**
 * What the curves of a training mean and what to do about it, in one or two plain sentences. A pure function of the
 * history.
 *
 * @param kind for colors and tests
 * @param text for people
 */
public record Diagnosis(Kind kind, String text) {
    private static final double NOTHING = 0.01;
    private static final int FIRST_EPOCHS = 3;
    private static final int TREND = 5;
    private static final int SETTLED_EPOCHS = 10;
    private static final double CLEARLY_WORSE = 1.05;

    /** What the losses of a training look like so far. */
    public enum Kind {
        /** Too few epochs to tell. */
        BEGINNING(true),
        /** The best epoch is among the last ones. */
        IMPROVING(true),
        /** It has not become better for long. */
        SETTLED(true),
        /** Better on what it learns from, worse on what it does not. */
        OVERFITTING(false),
        /** No foreground is found at all. */
        ONLY_BACKGROUND(false),
        /** One class is never found. */
        CLASS_MISSED(false),
        /** The loss grows or is not a number. */
        DIVERGING(false);

        private final boolean good;

        Kind(boolean good) {
            this.good = good;
        }

        /** Whether a person can lean back. */
        public boolean isGood() {
            return good;
        }
    }

    /**
     * Reads the curves.
     *
     * @param history a row an epoch
     * @param classes names by index, background first
     */
    public static Diagnosis of(List<EpochRow> history, List<String> classes) {
        if (history.isEmpty()) {
            return new Diagnosis(Kind.BEGINNING, "Learning. The first look at the validation images comes soon.");
        }
        EpochRow last = last(history);
        if (!Double.isFinite(last.trainLoss())) return notANumber();
        if (history.size() > FIRST_EPOCHS && recent(history, FIRST_EPOCHS, r -> r.trainLoss() > firstLoss(history))) {
            return new Diagnosis(
                    Kind.DIVERGING,
                    "The loss is higher than at the start: the learning rate may be too high. Try a third of it.");
        }
        if (recent(history, Math.min(FIRST_EPOCHS, history.size()), Diagnosis::onlyBackground)) {
            return history.size() < FIRST_EPOCHS ? nothingYet() : onlyBackground(history.size());
        }
        return ofScores(history, classes);
    }

    /** For a loss that has just become infinite or not a number. */
    public static Diagnosis notANumber() {
        return new Diagnosis(
                Kind.DIVERGING,
                "The loss is not a number: the learning rate is too high. Cancel and start anew with a tenth of it.");
    }

    private static Diagnosis ofScores(List<EpochRow> history, List<String> classes) {
        int best = history.size() - 1 - EpochRow.sinceBest(history, 0);
        int lowest = lowestLoss(history);
        boolean stagnant = history.size() - 1 - best >= TREND;
        if (stagnant && overfits(history, lowest)) {
            return new Diagnosis(
                    Kind.OVERFITTING,
                    "Overfitting since epoch " + history.get(lowest).epoch()
                            + ": it learns its images by heart. Consider more images or more augmentation; the best"
                            + " network, of epoch " + history.get(best).epoch() + ", is kept.");
        }
        for (int k = 1; k < classes.size() && history.size() >= TREND; k++) {
            int index = k;
            if (recent(history, TREND, row -> row.validation().classDice()[index] < NOTHING)) {
                return missed(classes.get(k));
            }
        }
        if (history.size() == 1) return first(last(history));
        if (history.size() - 1 - best >= SETTLED_EPOCHS) return settled(history.get(best));
        return improving(history, best);
    }

    private static boolean overfits(List<EpochRow> history, int lowest) {
        EpochRow turn = history.get(lowest);
        double bound = turn.validation().loss() * CLEARLY_WORSE;
        return history.size() - 1 - lowest >= TREND
                && recent(
                        history, FIRST_EPOCHS, r -> r.validation().loss() > bound && r.trainLoss() < turn.trainLoss());
    }

    private static Diagnosis nothingYet() {
        return new Diagnosis(Kind.BEGINNING, "Nothing is found yet, which is usual in the first epochs.");
    }

    private static Diagnosis onlyBackground(int epochs) {
        return new Diagnosis(
                Kind.ONLY_BACKGROUND,
                "Predicts only background after " + epochs
                        + " epochs. If this lasts: annotate more objects, or choose a loss for rare classes (focal-tversky,"
                        + " or cross-entropy with class weights).");
    }

    private static Diagnosis missed(String name) {
        return new Diagnosis(
                Kind.CLASS_MISSED,
                "\"" + name
                        + "\" is not found. If this lasts: annotate more of it, in the validation images too, or choose a"
                        + " loss for rare classes (focal-tversky, or cross-entropy with class weights).");
    }

    private static Diagnosis settled(EpochRow best) {
        return new Diagnosis(
                Kind.SETTLED,
                "No better since epoch " + best.epoch() + " (Dice "
                        + number(best.validation().dice()) + "). Stopping now loses little: that network is kept.");
    }

    /** One epoch is no trend. */
    private static Diagnosis first(EpochRow row) {
        String dice = number(row.validation().dice());
        return new Diagnosis(Kind.BEGINNING, "Dice " + dice + " after the first epoch.");
    }

    private static EpochRow last(List<EpochRow> history) {
        return history.get(history.size() - 1);
    }

    private static Diagnosis improving(List<EpochRow> history, int best) {
        double dice = history.get(best).validation().dice();
        int before = best - TREND;
        String gain = before < 0
                ? ""
                : ", "
                        + String.format(
                                Locale.ROOT,
                                "%+.3f",
                                dice - history.get(before).validation().dice()) + " in " + TREND + " epochs";
        return new Diagnosis(Kind.IMPROVING, "Still improving: Dice " + number(dice) + gain + ".");
    }

    private static boolean onlyBackground(EpochRow row) {
        return !(row.validation().dice() >= NOTHING);
    }

    private static double firstLoss(List<EpochRow> history) {
        return history.get(0).trainLoss();
    }

    private static boolean recent(List<EpochRow> history, int n, java.util.function.Predicate<EpochRow> holds) {
        return history.subList(history.size() - n, history.size()).stream().allMatch(holds);
    }

    private static int lowestLoss(List<EpochRow> history) {
        int lowest = 0;
        for (int i = 1; i < history.size(); i++) {
            if (history.get(i).validation().loss()
                    < history.get(lowest).validation().loss()) lowest = i;
        }
        return lowest;
    }

    private static String number(double value) {
        return Figure.text(value, 3);
    }
}
