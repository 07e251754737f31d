package sc.fiji.unet.nn.op;

import java.util.stream.IntStream;

/** Product of two inputs; a single channel is spread over all of the other's. */
public record Multiply() implements PointWise {
    @Override
    public int channels(int... inputs) {
        return IntStream.of(inputs).max().orElseThrow();
    }

    @Override
    public long flopsPerValue(int rank) {
        return 1;
    }
}
