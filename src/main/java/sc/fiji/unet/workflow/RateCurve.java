package sc.fiji.unet.workflow;

import java.util.Locale;
import sc.fiji.unet.base.Csv;

/**
 * The loss of a training whose learning rate rises from step to step, and the rate that it proposes (Smith 2017).
 *
 * @param rates of each step, rising
 * @param losses of each step's batch
 */
public record RateCurve(double[] rates, double[] losses) {
    private static final double CALM = 0.95;
    /** The proposal lies this factor below the rate of the lowest loss, where training is fast and still stable. */
    private static final double BELOW_LOWEST = 10;

    /** Copies the arrays. */
    public RateCurve {
        rates = rates.clone();
        losses = losses.clone();
    }

    /** The losses as a running mean, which batches shake less. */
    public double[] smooth() {
        double[] smooth = new double[losses.length];
        double mean = 0;
        for (int i = 0; i < losses.length; i++) {
            mean = CALM * mean + (1 - CALM) * losses[i];
            smooth[i] = mean / (1 - Math.pow(CALM, i + 1)); // as if it had not begun at 0
        }
        return smooth;
    }

    /** The rate to train with; NaN where the loss never fell. */
    public double proposal() {
        double[] smooth = smooth();
        int lowest = 0;
        for (int i = 1; i < smooth.length; i++) if (smooth[i] < smooth[lowest]) lowest = i;
        return lowest == 0 ? Double.NaN : rates[lowest] / BELOW_LOWEST;
    }

    /** The curve as CSV: step, learning rate, loss and smoothed loss. */
    public String csv() {
        StringBuilder csv = new StringBuilder(Csv.line("step", "learning_rate", "loss", "smooth_loss"));
        double[] smooth = smooth();
        for (int i = 0; i < rates.length; i++) {
            csv.append(Csv.line(String.valueOf(i + 1), number(rates[i]), number(losses[i]), number(smooth[i])));
        }
        return csv.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
