package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Instance normalization (Ulyanov 2016): statistics of the patch itself, so a tile sees others than the whole image.
 *
 * @param channels of the input
 * @param eps added to the variance
 */
public record InstanceNorm(int channels, double eps) implements Op {
    /** Each pixel is scaled for itself; the statistics are another matter, see the scope. */
    @Override
    public Footprint footprint() {
        return SlidingWindow.POINT;
    }

    @Override
    public Scope scope() {
        return Scope.IMAGE;
    }

    @Override
    public int channels(int... inputs) {
        return channels;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 2;
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        return List.of(Parameter.scale(node, channels), Parameter.bias(node, channels));
    }
}
