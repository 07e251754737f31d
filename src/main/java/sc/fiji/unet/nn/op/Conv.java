package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Convolution as frameworks have it, the window not turned over: a square or cube of learned weights; beyond the edges
 * lie zeros.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param kernel edge of the window, in pixels
 * @param stride input pixels from one output pixel to the next
 * @param padding zeros on each side
 * @param bias whether each output channel has a summand
 * @param depth the window along z, where there is one
 */
public record Conv(int in, int out, int kernel, int stride, int padding, boolean bias, SlidingWindow depth)
        implements Op {
    /** The same window along every axis. */
    public Conv(int in, int out, int kernel, int stride, int padding, boolean bias) {
        this(in, out, kernel, stride, padding, bias, new SlidingWindow(kernel, stride, padding));
    }

    /** Stride 1 and, for odd kernels, padding that keeps the size. */
    public static Conv same(int in, int out, int kernel, boolean bias) {
        return new Conv(in, out, kernel, 1, kernel / 2, bias);
    }

    /** A copy with or without summands. */
    public Conv withBias(boolean value) {
        return new Conv(in, out, kernel, stride, padding, value, depth);
    }

    /** A copy with another window along z. */
    public Conv withDepth(SlidingWindow value) {
        return new Conv(in, out, kernel, stride, padding, bias, value);
    }

    @Override
    public SlidingWindow footprint() {
        return new SlidingWindow(kernel, stride, padding);
    }

    @Override
    public SlidingWindow footprintInDepth() {
        return depth;
    }

    @Override
    public Scope scope() {
        return Scope.STRIP;
    }

    @Override
    public int channels(int... inputs) {
        return out;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 2L * in * footprint().pixels(rank, depth) + (bias ? 1 : 0);
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        int[] shape = Parameter.kernelShape(out, in, kernel, rank);
        if (rank == 3) shape[2] = depth.kernel();
        Parameter weight = Parameter.weight(node, shape, in * footprint().pixels(rank, depth));
        return bias ? List.of(weight, Parameter.bias(node, out)) : List.of(weight);
    }
}
