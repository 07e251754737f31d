package sc.fiji.unet.nn.op;

/**
 * The input pixels that a node's pixel depends on, along any one axis: pixel p reads the input's pixels
 * {@code step * p + low} to {@code step * p + high}, at most.
 *
 * @param step input pixels between neighboring pixels of the node
 * @param low offset of the first input pixel read
 * @param high offset of the last input pixel read
 */
public record ReceptiveField(double step, double low, double high) {
    /** The farthest that an output pixel of the input's size looks to either side, in input pixels. */
    public int radius() {
        return (int) Math.ceil(Math.max(-low, high));
    }

    /** What either of two fields covers, at the finer step. */
    ReceptiveField union(ReceptiveField other) {
        return new ReceptiveField(Math.min(step, other.step), Math.min(low, other.low), Math.max(high, other.high));
    }
}
