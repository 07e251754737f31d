package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Batch normalization (Ioffe and Szegedy 2015).
 *
 * @param channels of the input
 * @param eps added to the variance
 * @param momentum share of a new batch in the running statistics
 */
public record BatchNorm(int channels, double eps, double momentum) implements PointWise {
    /** With the constants that every framework uses. */
    public BatchNorm(int channels) {
        this(channels, 1e-5, 0.1);
    }

    @Override
    public long flopsPerValue(int rank) {
        return 2;
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        return List.of(
                Parameter.scale(node, channels),
                Parameter.bias(node, channels),
                Parameter.mean(node, channels),
                Parameter.variance(node, channels));
    }
}
