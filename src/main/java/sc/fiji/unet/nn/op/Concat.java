package sc.fiji.unet.nn.op;

import java.util.stream.IntStream;

/** The channels of all inputs, one input after the other; all inputs have the same size along the spatial axes. */
public record Concat() implements PointWise {
    @Override
    public int channels(int... inputs) {
        return IntStream.of(inputs).sum();
    }

    @Override
    public long flopsPerValue(int rank) {
        return 0;
    }
}
