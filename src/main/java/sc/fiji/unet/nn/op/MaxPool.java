package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Maximum over a window; beyond the edges nothing counts.
 *
 * @param kernel edge of the window, in pixels
 * @param stride input pixels from one output pixel to the next
 * @param padding pixels beyond each side that a window may cover
 * @param depth the window along z, where there is one
 */
public record MaxPool(int kernel, int stride, int padding, SlidingWindow depth) implements Op {
    /** The same window along every axis. */
    public MaxPool(int kernel, int stride, int padding) {
        this(kernel, stride, padding, new SlidingWindow(kernel, stride, padding));
    }

    /** Windows side by side, so that the size is divided by the factor. */
    public MaxPool(int factor) {
        this(factor, factor, 0);
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
        return inputs[0];
    }

    @Override
    public long flopsPerValue(int rank) {
        return footprint().pixels(rank, depth);
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        return List.of();
    }

    @Override
    public boolean rearranges() {
        return true;
    }
}
