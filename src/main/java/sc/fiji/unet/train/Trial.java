package sc.fiji.unet.train;

import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form.Precision;

/** Training steps of one network in one number format on the same batch, timed one by one. One thread at a time. */
final class Trial {
    static final double RATE = 1e-3;
    private static final double LOSS_TOLERANCE = 0.05;
    private static final double GRADIENT_TOLERANCE = 0.25;
    private final Precision precision;
    private final TrainingNetwork network;
    private final PatchBatch batch;
    private TrainingNetwork.StepResult first;
    private double firstSeconds;
    private double best = Double.POSITIVE_INFINITY;
    private long steps;

    Trial(Precision precision, TrainingNetwork network, PatchBatch batch) {
        this.precision = precision;
        this.network = network;
        this.batch = batch;
    }

    Precision precision() {
        return precision;
    }

    /** The first step, from fresh weights, in which libtorch also prepares itself. */
    void first() {
        long start = System.nanoTime();
        first = network.step(steps++, batch, RATE);
        firstSeconds = (System.nanoTime() - start) / 1e9;
    }

    double firstSeconds() {
        return firstSeconds;
    }

    /** Does one more step, and keeps its time where it was the fastest so far. */
    void again() {
        long start = System.nanoTime();
        network.step(steps++, batch, RATE);
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }

    /** How long the fastest step after the first took, or the first where there was no other. */
    double seconds() {
        return Double.isFinite(best) ? best : firstSeconds;
    }

    /** Whether the first step, from the same weights on the same patches, found the same loss and a gradient as large. */
    boolean agrees(Trial reference) {
        return near(first.loss(), reference.first.loss(), LOSS_TOLERANCE)
                && near(first.gradientNorm(), reference.first.gradientNorm(), GRADIENT_TOLERANCE);
    }

    private static boolean near(double value, double expected, double tolerance) {
        return Math.abs(value - expected) <= tolerance * Math.abs(expected);
    }
}
