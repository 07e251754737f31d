package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Batch normalization (Ioffe and Szegedy 2015): each channel is shifted and scaled to mean 0 and variance 1, then by a
 * bias and a factor that are learned. While training, the statistics are those of the batch; else the running ones, so
 * that a pixel depends on no other.
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
