package sc.fiji.unet.nn.op;

/**
 * Non-linearity.
 *
 * @param kind which function
 * @param slope below zero, of those that have one
 */
public record Activation(Kind kind, double slope) implements PointWise {
    /** Which function is applied to each number. */
    public enum Kind {
        /** max(0, x). */
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
