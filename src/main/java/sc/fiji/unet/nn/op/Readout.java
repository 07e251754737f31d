package sc.fiji.unet.nn.op;

/**
 * What logits say: of the first channels, one a class, probabilities that sum to 1 (softmax); of each channel behind them a
 * number by itself, in 0 to 1 (sigmoid) or whatever it is.
 *
 * @param classes channels that exclude each other; 0 where all numbers are left as they are
 * @param bounded whether the others are brought to 0 to 1; else they are left as they are, such as lengths
 */
public record Readout(int classes, boolean bounded) implements PointWise {
    /** Refuses a readout of no class, but where numbers are left as they are. */
    public Readout {
        int least = bounded ? 1 : 0;
        if (classes < least)
            throw new IllegalArgumentException("classes = " + classes + ": expected " + least + " or more");
    }

    /** Classes, and numbers in 0 to 1. */
    public Readout(int classes) {
        this(classes, true);
    }

    /** Whether it changes nothing. */
    public boolean isNone() {
        return classes == 0;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 1;
    }
}
