package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Linear interpolation to a multiple of the size, pixel centers aligned (align_corners = false).
 *
 * @param factor output pixels for each input pixel along an axis
 */
public record Upsample(int factor) implements Op {
    @Override
    public Footprint footprint() {
        return new Interpolation(factor);
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
