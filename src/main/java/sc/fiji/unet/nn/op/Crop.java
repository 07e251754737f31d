package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Cuts the edge off, on both sides of every spatial axis.
 *
 * @param border pixels cut off each side
 */
public record Crop(int border) implements Op {
    @Override
    public Footprint footprint() {
        return new Shift(border);
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
