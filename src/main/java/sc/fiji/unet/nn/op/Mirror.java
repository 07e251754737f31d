package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Adds pixels on each side, mirrored at the edge pixel; the image must be larger than the border.
 *
 * @param border how many
 */
public record Mirror(int border) implements Op {
    @Override
    public Footprint footprint() {
        return new Shift(-border);
    }

    @Override
    public Scope scope() {
        return Scope.TILE;
    }

    @Override
    public int channels(int... inputs) {
        return inputs[0];
    }

    @Override
    public long flopsPerValue(int rank) {
        return 0;
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
