package sc.fiji.unet.train;

import java.util.Arrays;

/**
 * The loss of each step of a training, for a curve: as many points as a plot can show, each the mean of as many steps as the
 * length of the training asks for. For one thread at a time.
 */
public final class StepLosses {
    private static final int MOST_POINTS = 400;

    private double[] x = new double[MOST_POINTS];
    private double[] y = new double[MOST_POINTS];
    private int points;
    private int perPoint = 1;
    private int pending;
    private double sum;
    private long steps;

    /** Takes the loss of a step, counted from 1 over all sittings. */
    public void add(long step, double loss) {
        steps = step;
        if (!Double.isFinite(loss)) return;
        sum += loss;
        if (++pending < perPoint) return;
        if (points == MOST_POINTS) halve();
        x[points] = step;
        y[points++] = sum / pending;
        sum = 0;
        pending = 0;
    }

    private void halve() {
        points /= 2;
        for (int i = 0; i < points; i++) {
            x[i] = x[2 * i + 1];
            y[i] = (y[2 * i] + y[2 * i + 1]) / 2;
        }
        perPoint *= 2;
    }

    /** The last step that was heard of; 0 before the first. */
    public long steps() {
        return steps;
    }

    /** The step at the end of each point. */
    public double[] x() {
        return Arrays.copyOf(x, points);
    }

    /** Mean loss of the steps of each point. */
    public double[] y() {
        return Arrays.copyOf(y, points);
    }

    /** A copy as it is now, which later steps do not change. */
    public StepLosses copy() {
        StepLosses copy = new StepLosses();
        copy.x = x.clone();
        copy.y = y.clone();
        copy.points = points;
        copy.steps = steps;
        return copy;
    }
}
