package sc.fiji.unet.nn.op;

import java.util.Arrays;
import sc.fiji.unet.base.Sizes;

/**
 * One array of numbers that a graph owns.
 *
 * @param name node name, underscore, role: {@code down0_conv1_weight}
 * @param role what it is for
 * @param shape as PyTorch lays it out: (out, in, (kz), ky, kx) for convolutions, (in, out, ...) for transposed ones
 * @param fanIn inputs that add up in one output: gives the initial scale
 */
public record Parameter(String name, Role role, int[] shape, int fanIn) {
    /** What the numbers of an array do in a network, which also says what they are to begin with. */
    public enum Role {
        /** Learned factors of a convolution, random to begin with. */
        WEIGHT,
        /** Learned summands, 0 to begin with. */
        BIAS,
        /** Learned factors of a normalization, 1 to begin with. */
        SCALE,
        /** Running mean: not learned, 0 to begin with. */
        MEAN,
        /** Running variance: not learned, 1 to begin with. */
        VARIANCE
    }

    /** Whether training changes it by its gradient, not only by watching what passes through. */
    public boolean learned() {
        return role != Role.MEAN && role != Role.VARIANCE;
    }

    /** How many numbers the array has. */
    public int size() {
        return Sizes.count(shape);
    }

    /** Factors of a convolution, whose kernel comes last in the shape. */
    static Parameter weight(String node, int[] shape, int fanIn) {
        return new Parameter(node + "_weight", Role.WEIGHT, shape, fanIn);
    }

    /** Learned summands of a convolution or normalization, one a channel. */
    static Parameter bias(String node, int channels) {
        return vector(node + "_bias", Role.BIAS, channels);
    }

    /** Factors of a normalization, one a channel. */
    static Parameter scale(String node, int channels) {
        return vector(node + "_weight", Role.SCALE, channels);
    }

    /** Running means of a batch normalization, one a channel. */
    static Parameter mean(String node, int channels) {
        return vector(node + "_mean", Role.MEAN, channels);
    }

    /** Running variances of a batch normalization, one a channel. */
    static Parameter variance(String node, int channels) {
        return vector(node + "_variance", Role.VARIANCE, channels);
    }

    /** The shape of a convolution's weight: two numbers of channels, then the kernel along each axis. */
    static int[] kernelShape(int first, int second, int edge, int rank) {
        int[] shape = new int[2 + rank];
        Arrays.fill(shape, edge);
        shape[0] = first;
        shape[1] = second;
        return shape;
    }

    private static Parameter vector(String name, Role role, int size) {
        return new Parameter(name, role, new int[] {size}, 1);
    }
}
