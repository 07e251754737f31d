package sc.fiji.unet.nn.op;

import java.util.List;

/** Mean over a window: an operation that no class of the program has heard of. */
public record AveragePool(int kernel, int stride, int padding) implements Op {
    @Override
    public SlidingWindow footprint() {
        return new SlidingWindow(kernel, stride, padding);
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
        return footprint().pixels(rank, footprint());
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        return List.of();
    }
}
