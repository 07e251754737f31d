package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Transposed convolution with kernel = stride = factor, so that no two outputs overlap; with bias.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param factor output pixels for each input pixel along x and y
 * @param depth the same along z, where there is one
 */
public record UpConv(int in, int out, int factor, int depth) implements Op {
    /** The same factor along every axis. */
    public UpConv(int in, int out, int factor) {
        this(in, out, factor, factor);
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
        return Scope.STRIP;
    }

    @Override
    public int channels(int... inputs) {
        return out;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 2L * in + 1;
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        int[] shape = Parameter.kernelShape(in, out, factor, rank);
        if (rank == 3) shape[2] = depth;
        return List.of(Parameter.weight(node, shape, in), Parameter.bias(node, out));
    }
}
