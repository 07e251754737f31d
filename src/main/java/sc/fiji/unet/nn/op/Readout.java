package sc.fiji.unet.nn.op;

/**
 * What logits say: of the first channels, one a class, probabilities that sum to 1 (softmax); of each channel behind them a
 * number in 0 to 1 by itself (sigmoid).
 *
 * @param classes channels that exclude each other
 */
public record Readout(int classes) implements PointWise {
    /** Refuses a readout of no class. */
    public Readout {
        if (classes < 1) throw new IllegalArgumentException("classes = " + classes + ": expected 1 or more");
    }

    @Override
    public long flopsPerValue(int rank) {
        return 1;
    }
}
