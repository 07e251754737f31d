package sc.fiji.unet.nn.op;

/** The sum of all inputs, number by number; all have as many channels. */
public record Add() implements PointWise {
    @Override
    public long flopsPerValue(int rank) {
        return 1;
    }
}
