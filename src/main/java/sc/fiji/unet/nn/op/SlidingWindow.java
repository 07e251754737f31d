package sc.fiji.unet.nn.op;

import sc.fiji.unet.base.Sizes;

/**
 * Output pixel p depends on the input pixels from {@code stride * p - padding} on, as many as the kernel is wide.
 *
 * @param kernel pixels that are read
 * @param stride input pixels from one output pixel to the next
 * @param padding pixels beyond either end of the input that may be read
 */
public record SlidingWindow(int kernel, int stride, int padding) implements Footprint {
    /** The window of operations that work pixel by pixel. */
    public static final SlidingWindow POINT = new SlidingWindow(1, 1, 0);

    /** Pixels that are read on so many axes together, of which the third has a window of its own. */
    int pixels(int rank, SlidingWindow depth) {
        return rank == 2
                ? Sizes.count(new int[] {kernel, kernel})
                : Sizes.count(new int[] {kernel, kernel, depth.kernel});
    }

    @Override
    public int size(int n) {
        return Math.floorDiv(n + 2 * padding - kernel, stride) + 1;
    }

    @Override
    public ReceptiveField of(ReceptiveField in) {
        return new ReceptiveField(
                in.step() * stride, in.low() - in.step() * padding, in.high() + in.step() * (kernel - 1 - padding));
    }

    @Override
    public int before(int rows) {
        return rows * stride + padding;
    }

    @Override
    public int after(int rows) {
        return (rows - 1) * stride + kernel - padding;
    }

    @Override
    public boolean enlarges() {
        return false;
    }
}
