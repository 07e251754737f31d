package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Linear interpolation to a multiple of the size, pixel centers aligned (align_corners = false).
 *
 * @param factor output pixels for each input pixel along x and y
 * @param depth the same along z, where there is one
 */
public record Upsample(int factor, int depth) implements Op {
    /** The same factor along every axis. */
    public Upsample(int factor) {
        this(factor, factor);
    }

    @Override
    public Footprint footprint() {
        return new Interpolation(factor);
    }

    @Override
    public Footprint footprintInDepth() {
        return depth == 1 ? SlidingWindow.POINT : new Interpolation(depth);
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
        return 2L << rank;
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        return List.of();
    }
}
