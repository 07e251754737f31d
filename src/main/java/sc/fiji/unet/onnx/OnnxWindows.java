package sc.fiji.unet.onnx;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.UpConv;

/**
 * Convolutions and pooling. Windows that are wider along one axis than along another, have gaps, or see groups of channels
 * only, are written as full ones with zeros in them.
 */
final class OnnxWindows {
    private static final int MOST_WEIGHTS = 1 << 28;
    private final OnnxNetwork network;

    OnnxWindows(OnnxNetwork network) {
        this.network = network;
    }

    void conv(OnnxOperator op) {
        ComputedImage x = network.padded(op, 0);
        Tensor weight = network.tensor(op, 1);
        int rank = network.rank();
        int groups = op.integer("group", 1);
        int in = network.channels(x);
        int out = weight.shape()[0];
        if (weight.shape().length != 2 + rank || weight.shape()[1] * groups != in || out % groups != 0) {
            throw new ForeignOperatorException(op, "of other channels or axes than it reads");
        }
        int[] kernel = Arrays.copyOfRange(weight.shape(), 2, 2 + rank);
        int[] gaps = each(op, "dilations", 1);
        int[] reach =
                IntStream.range(0, rank).map(d -> gaps[d] * (kernel[d] - 1) + 1).toArray();
        int edge = IntStream.of(reach).max().orElseThrow();
        int stride = one(op, "strides", 1);
        int[] padding = padding(op, reach, stride);
        int common = padding[0] + (edge - reach[0]) / 2;
        for (int d = 0; d < rank; d++) {
            boolean centered = (edge - reach[d]) % 2 == 0 && padding[d] + (edge - reach[d]) / 2 == common;
            if (!centered) throw new ForeignOperatorException(op, "of a kernel " + Arrays.toString(kernel));
        }
        float[] full = new Kernels(kernel, gaps, edge).full(weight, in, groups, MOST_WEIGHTS);
        Tensor bias = network.value(op, 2) == null ? null : network.tensor(op, 2);
        Map<String, float[]> arrays = new TreeMap<>(Map.of("weight", full));
        if (bias != null) arrays.put("bias", bias.values());
        ComputedImage plain = new ComputedImage(x.node(), x.axes(), x.size(), 0);
        network.add(op, new Conv(in, out, edge, stride, common + x.zeros(), bias != null), arrays, plain);
    }

    void upConv(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        Tensor weight = network.tensor(op, 1);
        int factor = one(op, "strides", 1);
        boolean blocks = Arrays.stream(weight.shape()).skip(2).allMatch(edge -> edge == factor)
                && weight.shape().length == 2 + network.rank()
                && op.integer("group", 1) == 1
                && !op.has("output_shape")
                && none(op.integers("output_padding"))
                && none(padding(op, Collections.nCopies(network.rank(), factor), factor));
        if (!blocks) throw new ForeignOperatorException(op, "whose blocks overlap");
        int out = weight.shape()[1];
        float[] bias = network.value(op, 2) == null
                ? new float[out]
                : network.tensor(op, 2).values();
        Map<String, float[]> arrays = Map.of("weight", weight.values(), "bias", bias);
        network.add(op, new UpConv(network.channels(x), out, factor), arrays, x);
    }

    void maxPool(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        int kernel = one(op, "kernel_shape", 0);
        int stride = one(op, "strides", 1);
        int padding = padding(op, Collections.nCopies(network.rank(), kernel), stride)[0];
        if (op.integer("ceil_mode", 0) != 0 && (kernel != stride || padding != 0) || one(op, "dilations", 1) != 1) {
            throw new ForeignOperatorException(op, "beyond the edge, or with gaps");
        }
        network.add(op, new MaxPool(kernel, stride, padding), Map.of(), x);
    }

    /** Windows side by side, as a convolution of each channel for itself. */
    void averagePool(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        int kernel = one(op, "kernel_shape", 0);
        int stride = one(op, "strides", 1);
        if (!none(padding(op, Collections.nCopies(network.rank(), kernel), stride))) {
            throw new ForeignOperatorException(op, "beyond the edge");
        }
        int channels = network.channels(x);
        int window = Sizes.count(
                IntStream.generate(() -> kernel).limit(network.rank()).toArray());
        float[] weight = Kernels.diagonal(channels, window, 1f / window);
        network.add(op, new Conv(channels, channels, kernel, stride, 0, false), Map.of("weight", weight), x);
    }

    /** The places come from the pooling whose second output it reads. */
    void unpool(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        ComputedImage pooled = network.ordered(op, 1);
        int factor = one(op, "kernel_shape", 0);
        if (one(op, "strides", 1) != factor || !none(op.integers("pads"))) {
            throw new ForeignOperatorException(op, "whose blocks overlap");
        }
        network.add(op, new Unpool(factor), Map.of(), x, pooled);
    }

    private int[] padding(OnnxOperator op, java.util.List<Integer> reach, int stride) {
        return padding(op, reach.stream().mapToInt(v -> v).toArray(), stride);
    }

    /** Along each axis, the same on both sides. */
    private int[] padding(OnnxOperator op, int[] reach, int stride) {
        int rank = network.rank();
        String auto = op.text("auto_pad", "NOTSET");
        int[] sides = auto.equals("NOTSET") ? op.integers("pads") : null;
        int[] padding = new int[rank];
        for (int d = 0; d < rank; d++) {
            if (auto.startsWith("SAME")) {
                if (reach[d] > 1 && (reach[d] - stride) % 2 != 0) throw uneven(op);
                padding[d] = Math.max(0, (reach[d] - stride) / 2);
            }
            if (sides == null) continue;
            if (sides.length != 2 * rank || sides[d] != sides[rank + d] || sides[d] < 0) throw uneven(op);
            padding[d] = sides[d];
        }
        return padding;
    }

    private static ForeignOperatorException uneven(OnnxOperator op) {
        return new ForeignOperatorException(op, "that sees more to one side than to the other");
    }

    private static boolean none(int[] values) {
        return values == null || IntStream.of(values).allMatch(v -> v == 0);
    }

    private int[] each(OnnxOperator op, String attribute, int otherwise) {
        int[] said = op.integers(attribute);
        int[] values = said == null
                ? IntStream.generate(() -> otherwise).limit(network.rank()).toArray()
                : said;
        if (values.length != network.rank()) throw new ForeignOperatorException(op, "on other axes");
        if (IntStream.of(values).anyMatch(v -> v < 1)) throw new ForeignOperatorException(op, "without " + attribute);
        return values;
    }

    private int one(OnnxOperator op, String attribute, int otherwise) {
        int[] values = each(op, attribute, otherwise);
        if (IntStream.of(values).distinct().count() == 1) return values[0];
        throw new ForeignOperatorException(op, "of the " + attribute + " " + Arrays.toString(values));
    }
}
