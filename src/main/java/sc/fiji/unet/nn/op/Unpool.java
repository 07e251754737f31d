package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Puts values back where the {@link MaxPool} that is its second input found its maxima; zero elsewhere. Places are counted
 * over the whole plane, so that no strip can tell them.
 *
 * @param factor output pixels for each input pixel along x and y
 * @param depth the same along z, where there is one
 */
public record Unpool(int factor, int depth) implements Op {
    /** The same factor along every axis. */
    public Unpool(int factor) {
        this(factor, factor);
    }

    @Override
    public Footprint footprint() {
        return new Repetition(factor);
    }

    @Override
    public Footprint footprintInDepth() {
        return new Repetition(depth);
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
}
