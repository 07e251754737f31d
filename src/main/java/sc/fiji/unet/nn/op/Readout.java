package sc.fiji.unet.nn.op;

/**
 * What logits say: of the first channels, one a class, probabilities that sum to 1 (softmax); of each channel behind them a
 * number by itself, in 0 to 1 (sigmoid) or whatever it is.
 *
 * @param classes channels that exclude each other
 * @param bounded whether the others are brought to 0 to 1; else they are left as they are, such as lengths
 */
public record Readout(int classes, boolean bounded) implements PointWise {
    /** Refuses a readout of no class. */
    public Readout {
        if (classes < 1) throw new IllegalArgumentException("classes = " + classes + ": expected 1 or more");
    }

    /** Classes, and numbers in 0 to 1. */
    public Readout(int classes) {
        this(classes, true);
    }

    @Override
    public long flopsPerValue(int rank) {
        return 1;
    }
}
