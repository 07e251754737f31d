package sc.fiji.unet.nn;

import java.util.Arrays;
import java.util.List;

/**
 * One array of numbers that a graph owns.
 *
 * @param name node name, underscore, role: {@code down0_conv1_weight}
 * @param role what it is for
 * @param shape as PyTorch lays it out: (out, in, (kz), ky, kx) for convolutions, (in, out, ...) for transposed ones
 * @param fanIn inputs that add up in one output: gives the initial scale
 */
public record Parameter(String name, Role role, int[] shape, int fanIn) {
    /** What a parameter is for. */
    public enum Role {
        /** Learnt factors. */
        WEIGHT,
        /** Learnt summands, 0 to begin with. */
        BIAS,
        /** Learnt factors of a normalisation, 1 to begin with. */
        SCALE,
        /** Running mean: not learnt, 0 to begin with. */
        MEAN,
        /** Running variance: not learnt, 1 to begin with. */
        VARIANCE
    }

    /** Whether gradients reach it. */
    public boolean learnt() {
        return role != Role.MEAN && role != Role.VARIANCE;
    }

    /** Number of values. */
    public int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The parameters of one node of a graph with this many spatial axes. */
    static List<Parameter> of(Node node, int rank) {
        Op op = node.op();
        if (op instanceof Op.Conv conv) return conv(node.name(), conv, rank);
        if (op instanceof Op.UpConv up) {
            int[] shape = kernel(up.in(), up.out(), up.factor(), rank);
            return withBias(node.name(), new Parameter(node.name() + "_weight", Role.WEIGHT, shape, up.in()), up.out());
        }
        if (op instanceof Op.BatchNorm norm) return norm(node.name(), norm.channels(), true);
        if (op instanceof Op.InstanceNorm norm) return norm(node.name(), norm.channels(), false);
        return List.of();
    }

    private static List<Parameter> conv(String name, Op.Conv conv, int rank) {
        int[] shape = kernel(conv.out(), conv.in(), conv.kernel(), rank);
        Parameter weight = new Parameter(name + "_weight", Role.WEIGHT, shape, conv.in() * power(conv.kernel(), rank));
        return conv.bias() ? withBias(name, weight, conv.out()) : List.of(weight);
    }

    private static List<Parameter> withBias(String name, Parameter weight, int out) {
        return List.of(weight, vector(name + "_bias", Role.BIAS, out));
    }

    private static List<Parameter> norm(String name, int channels, boolean running) {
        Parameter scale = vector(name + "_weight", Role.SCALE, channels);
        Parameter bias = vector(name + "_bias", Role.BIAS, channels);
        if (!running) return List.of(scale, bias);
        return List.of(
                scale,
                bias,
                vector(name + "_mean", Role.MEAN, channels),
                vector(name + "_variance", Role.VARIANCE, channels));
    }

    private static Parameter vector(String name, Role role, int size) {
        return new Parameter(name, role, new int[] {size}, 1);
    }

    private static int[] kernel(int first, int second, int edge, int rank) {
        int[] shape = new int[2 + rank];
        Arrays.fill(shape, edge);
        shape[0] = first;
        shape[1] = second;
        return shape;
    }

    static int power(int base, int exponent) {
        int result = 1;
        for (int i = 0; i < exponent; i++) result = Math.multiplyExact(result, base);
        return result;
    }
}
