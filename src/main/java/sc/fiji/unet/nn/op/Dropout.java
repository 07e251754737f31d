package sc.fiji.unet.nn.op;

/**
 * While training, zeroes each value with this probability and scales the rest (Srivastava 2014); else nothing.
 *
 * @param rate probability of zero
 */
public record Dropout(double rate) implements PointWise {
    @Override
    public long flopsPerValue(int rank) {
        return 0;
    }
}
