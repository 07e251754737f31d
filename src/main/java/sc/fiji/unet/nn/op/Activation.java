package sc.fiji.unet.nn.op;

/**
 * A non-linear function of each number by itself, or of all channels of a pixel in the case of softmax.
 *
 * @param kind which function
 * @param slope below zero, of those that have one
 */
public record Activation(Kind kind, double slope) implements PointWise {
    /** Which function is applied: to each number x by itself, but for softmax. */
    public enum Kind {
        /** The rectifier, max(0, x): see {@link #rectifies}. */
        RELU,
        /** x for x > 0, else slope * x. */
        LEAKY_RELU,
        /** 1 / (1 + exp(-x)). */
        SIGMOID,
        /** exp(x) divided by the sum of exp(x) over all channels. */
        SOFTMAX
    }

    /** A function that has no slope to choose. */
    public Activation(Kind kind) {
        this(kind, 0);
    }

    /** Whether it keeps what is positive and damps the rest: such functions convolutions can compute on the way. */
    public boolean rectifies() {
        return kind == Kind.RELU || kind == Kind.LEAKY_RELU;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 1;
    }
}
