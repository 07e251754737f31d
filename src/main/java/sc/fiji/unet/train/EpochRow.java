package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.base.Csv;

/**
 * One epoch in the history of a training, a row of history.csv.
 *
 * @param epoch from 1
 * @param step optimizer steps so far
 * @param seconds of training so far, over all sittings
 * @param trainLoss mean over the epoch's steps
 * @param learningRate of its last step
 * @param validation scores on images that are not learned from
 */
public record EpochRow(
        int epoch, long step, double seconds, double trainLoss, double learningRate, Validation.Scores validation) {
    private static final List<String> HEAD =
            List.of("epoch", "step", "seconds", "train_loss", "learning_rate", "val_loss", "val_dice", "val_iou");

    /** The line above those of {@link #csv()}. */
    public static String csvHead(List<String> classes) {
        List<String> head = new ArrayList<>(HEAD);
        classes.stream().skip(1).forEach(name -> head.add("val_dice_" + name));
        return Csv.line(head);
    }

    /** A line of comma-separated values, one column for each foreground class at the end. */
    public String csv() {
        List<String> cells = new ArrayList<>(List.of(
                String.valueOf(epoch),
                String.valueOf(step),
                String.format(Locale.ROOT, "%.2f", seconds),
                number(trainLoss),
                number(learningRate),
                number(validation.loss()),
                number(validation.dice()),
                number(validation.iou())));
        Arrays.stream(validation.classDice()).skip(1).forEach(dice -> cells.add(number(dice)));
        return Csv.line(cells);
    }

    /** Reads the cells of a line that {@link #csv()} wrote. */
    public static EpochRow parse(List<String> cells) {
        double[] n = cells.stream().mapToDouble(Double::parseDouble).toArray();
        double[] dice = new double[n.length - 7];
        dice[0] = Double.NaN;
        System.arraycopy(n, 8, dice, 1, n.length - 8);
        return new EpochRow((int) n[0], (long) n[1], n[2], n[3], n[4], new Validation.Scores(n[5], n[6], n[7], dice));
    }

    /**
     * Epochs since the best one, the last that beat all before it; 0 for an empty history.
     *
     * @param slack an epoch counts as the best, too, where it is worse by less than this
     */
    static int sinceBest(List<EpochRow> history, double slack) {
        int best = history.size() - 1;
        while (best > 0 && !isBest(history, best, slack)) best--;
        return history.isEmpty() ? 0 : history.size() - 1 - best;
    }

    private static boolean isBest(List<EpochRow> history, int index, double slack) {
        double enough = history.get(index).validation.dice() + slack;
        return history.subList(0, index).stream().noneMatch(earlier -> earlier.validation.dice() >= enough);
    }

    private static String number(double value) {
        return Float.toString((float) value);
    }
}
