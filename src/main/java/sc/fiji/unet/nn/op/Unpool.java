package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Puts values back where the {@link MaxPool} that is its second input found its maxima; zero elsewhere. Places are counted
 * over the whole plane, so that no strip can tell them.
 *
 * @param factor output pixels for each input pixel along an axis
 */
public record Unpool(int factor) implements Op {
    @Override
    public Footprint footprint() {
        return new Repetition(factor);
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
