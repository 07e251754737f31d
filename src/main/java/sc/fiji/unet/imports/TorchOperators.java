package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.onnx.OnnxBytes;
import sc.fiji.unet.script.TensorOperators;

/**
 * Says the operators of PyTorch in those of ONNX, which the rest of an import reads. These are the only ones that the code of
 * an archive may use; others are refused by name.
 */
final class TorchOperators implements TensorOperators {
    private final OnnxBytes onnx;

    /** Where among the arguments of a convolution its settings are; -1 for none. */
    private record Places(int stride, int padding, int dilation, int output, int groups) {}

    TorchOperators(OnnxBytes onnx) {
        this.onnx = onnx;
    }

    @Override
    public Object apply(String operator, List<Object> said, Map<String, Object> named) {
        Arguments all = new Arguments(operator, said, named);
        return switch (operator) {
            case "dim" -> (long) all.image(0).size().length;
            case "size" -> size(all);
            case "conv2d", "conv3d" -> convolution(all, new Places(3, 4, 5, -1, 6));
            case "_convolution", "convolution" -> general(all);
            case "conv_transpose2d", "conv_transpose3d" -> transposed(all, new Places(3, 4, 7, 5, 6));
            case "batch_norm" -> batchNorm(all);
            case "instance_norm" -> instanceNorm(all);
            case "relu", "relu_" -> same("Relu", Map.of(), all.image(0));
            case "leaky_relu", "leaky_relu_" ->
                same("LeakyRelu", Map.of("alpha", (float) all.real(1, 0.01)), all.image(0));
            case "prelu" -> same("PRelu", Map.of(), all.image(0), onnx.constant(all.tensor(1)));
            case "sigmoid", "sigmoid_" -> same("Sigmoid", Map.of(), all.image(0));
            case "softmax" -> same("Softmax", Map.of("axis", (int) all.whole(1, 1)), all.image(0));
            case "max_pool2d", "max_pool3d" -> pool("MaxPool", all, all.flag(5));
            case "avg_pool2d", "avg_pool3d" -> averages(all);
            case "cat" -> cat(all);
            case "add", "add_" -> sum(all, "Add");
            case "sub", "sub_" -> sum(all, "Sub");
            case "mul", "mul_" -> sum(all, "Mul");
            case "div", "div_" -> sum(all, "Div");
            case "max_pool2d_with_indices", "max_pool3d_with_indices" -> twice(pool("MaxPool", all, all.flag(5)));
            case "max_unpool2d", "max_unpool3d" -> unpool(all);
            case "permute" -> new TorchAxes(onnx).permuted(all);
            case "transpose" -> new TorchAxes(onnx).swapped(all);
            case "unsqueeze" -> new TorchAxes(onnx).with(all);
            case "squeeze" -> new TorchAxes(onnx).without(all);
            case "slice" -> new TorchSlices(onnx).slice(all);
            case "upsample_bilinear2d", "upsample_trilinear3d" -> linear(all);
            case "upsample_nearest2d", "upsample_nearest3d" -> larger(all, "nearest", 2);
            case "reflection_pad2d", "reflection_pad3d" -> pad(all, "reflect");
            case "constant_pad_nd" -> zeros(all);
            case "dropout", "dropout_", "feature_dropout", "contiguous", "to", "detach", "clone", "alias", "type_as" ->
                all.image(0);
            default -> throw all.refused("is none of the operators that networks are read with");
        };
    }

    private TorchImage same(String type, Map<String, Object> attributes, TorchImage x, String... further) {
        return result(type, attributes, x, x.size(), further);
    }

    private TorchImage result(
            String type, Map<String, Object> attributes, TorchImage x, int[] size, String... further) {
        String[] inputs = new String[1 + further.length];
        inputs[0] = x.name();
        System.arraycopy(further, 0, inputs, 1, further.length);
        return new TorchImage(onnx.add(type, attributes, inputs), size);
    }

    private static Object size(Arguments all) {
        int[] size = all.image(0).size();
        if (all.has(1)) return (long) size[Math.floorMod((int) all.whole(1, 0), size.length)];
        return new java.util.ArrayList<Object>(
                Arrays.stream(size).mapToObj(edge -> (long) edge).toList());
    }

    private TorchImage convolution(Arguments all, Places at) {
        TorchImage x = all.image(0);
        Tensor weight = all.tensor(1);
        int rank = x.rank();
        if (weight.shape().length != 2 + rank) throw all.refused("has weights of another rank");
        int[] size = x.size().clone();
        size[1] = weight.shape()[0];
        int[] kernel = Arrays.copyOfRange(weight.shape(), 2, 2 + rank);
        int[] steps = all.each(all.integers(at.stride()), rank, 1);
        int[] gaps = all.each(all.integers(at.dilation()), rank, 1);
        boolean same = "same".equals(all.value(at.padding()));
        int[] border = same ? new int[rank] : all.each(all.integers(at.padding()), rank, 0);
        for (int d = 0; d < rank; d++) {
            if (same) border[d] = gaps[d] * (kernel[d] - 1) / 2;
            size[2 + d] = (size[2 + d] + 2 * border[d] - gaps[d] * (kernel[d] - 1) - 1) / steps[d] + 1;
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("strides", steps);
        attributes.put("dilations", gaps);
        attributes.put("pads", both(border));
        attributes.put("group", (int) all.whole(at.groups(), 1));
        return result("Conv", attributes, x, size, weights(all));
    }

    /** Names of weight and bias. */
    private String[] weights(Arguments all) {
        String weight = onnx.constant(all.tensor(1));
        return all.has(2) ? new String[] {weight, onnx.constant(all.tensor(2))} : new String[] {weight};
    }

    private TorchImage general(Arguments all) {
        Places at = new Places(3, 4, 5, 7, 8);
        return all.flag(6) ? transposed(all, at) : convolution(all, at);
    }

    private TorchImage transposed(Arguments all, Places at) {
        TorchImage x = all.image(0);
        int rank = x.rank();
        int[] steps = all.each(all.integers(at.stride()), rank, 1);
        int[] gaps = all.each(all.integers(at.dilation()), rank, 1);
        if (Arrays.stream(gaps).anyMatch(gap -> gap != 1)) throw all.refused("has gaps");
        int[] size = x.size().clone();
        size[1] = all.tensor(1).shape()[1];
        for (int d = 0; d < rank; d++) size[2 + d] *= steps[d]; // whatever else it is, is refused later
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("strides", steps);
        attributes.put("pads", both(all.each(all.integers(at.padding()), rank, 0)));
        attributes.put("output_padding", all.each(all.integers(at.output()), rank, 0));
        attributes.put("group", (int) all.whole(at.groups(), 1));
        return result("ConvTranspose", attributes, x, size, weights(all));
    }

    private TorchImage batchNorm(Arguments all) {
        if (all.flag(5)) throw all.refused("is in training");
        String[] learned = learned(all);
        String mean = onnx.constant(all.tensor(3));
        String variance = onnx.constant(all.tensor(4));
        return same("BatchNormalization", eps(all), all.image(0), learned[0], learned[1], mean, variance);
    }

    private TorchImage instanceNorm(Arguments all) {
        if (!all.flag(5)) throw all.refused("uses statistics of its training");
        return same("InstanceNormalization", eps(all), all.image(0), learned(all));
    }

    private static Map<String, Object> eps(Arguments all) {
        return Map.of("epsilon", (float) all.real(7, 1e-5));
    }

    /** Factors and summands of a normalization, one a channel; 1 and 0 where it has none. */
    private String[] learned(Arguments all) {
        float[] ones = new float[all.image(0).size()[1]];
        Arrays.fill(ones, 1);
        return new String[] {
            all.has(1) ? onnx.constant(all.tensor(1)) : onnx.constant(ones),
            all.has(2) ? onnx.constant(all.tensor(2)) : onnx.constant(new float[ones.length])
        };
    }

    private TorchImage averages(Arguments all) {
        if (all.value(6, "divisor_override") != null)
            throw all.refused("divides by another number than that of pixels");
        return pool("AveragePool", all, all.flag(4));
    }

    private TorchImage pool(String type, Arguments all, boolean beyond) {
        TorchImage x = all.image(0);
        int rank = x.rank();
        int[] kernel = all.each(all.integers(1), rank, 1);
        int[] said = all.integers(2);
        int[] steps = said.length == 0 ? kernel : all.each(said, rank, 1);
        int[] border = all.each(all.integers(3), rank, 0);
        int[] size = x.size().clone();
        for (int d = 0; d < rank; d++) size[2 + d] = (size[2 + d] + 2 * border[d] - kernel[d]) / steps[d] + 1;
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", kernel);
        attributes.put("strides", steps);
        attributes.put("pads", both(border));
        attributes.put("ceil_mode", beyond ? 1 : 0);
        if (type.equals("MaxPool")) attributes.put("dilations", all.each(all.integers(4), rank, 1));
        return result(type, attributes, x, size);
    }

    /** The places of maxima are known with the maxima. */
    private static List<Object> twice(TorchImage pooled) {
        return List.of(pooled, pooled);
    }

    private TorchImage unpool(Arguments all) {
        TorchImage x = all.image(0);
        int[] size = x.size().clone();
        System.arraycopy(all.each(all.integers(2), x.rank(), 1), 0, size, 2, x.rank());
        int[] factors = new int[x.rank()];
        for (int d = 0; d < factors.length; d++) factors[d] = size[2 + d] / x.size()[2 + d];
        Map<String, Object> attributes = Map.of("kernel_shape", factors, "strides", factors);
        return result("MaxUnpool", attributes, x, size, all.image(1).name());
    }

    private TorchImage cat(Arguments all) {
        List<?> parts = (List<?>) all.value(0);
        TorchImage first = null;
        int channels = 0;
        String[] names = new String[parts.size()];
        for (int i = 0; i < names.length; i++) {
            if (!(parts.get(i) instanceof TorchImage part)) throw all.refused("joins what is no image");
            first = first == null ? part : first;
            channels += part.size()[1];
            names[i] = part.name();
        }
        if (first == null || all.whole(1, 0) != 1) throw all.refused("joins along another axis than the channels");
        int[] size = first.size().clone();
        size[1] = channels;
        return new TorchImage(onnx.add("Concat", Map.of("axis", 1), names), size);
    }

    /** Of two images, or of an image and numbers. */
    private TorchImage sum(Arguments all, String type) {
        Object factor = all.value(2, "alpha");
        boolean plain = factor == null || factor instanceof Number number && number.doubleValue() == 1;
        if (!plain) throw all.refused("has a factor");
        if (all.named().get("rounding_mode") != null) throw all.refused("rounds");
        boolean first = all.value(0) instanceof TorchImage;
        TorchImage x = all.image(first ? 0 : 1);
        int[] size = x.size().clone();
        if (first && all.value(1) instanceof TorchImage other) size[1] = Math.max(size[1], other.size()[1]);
        return new TorchImage(onnx.add(type, Map.of(), operand(all, 0), operand(all, 1)), size);
    }

    private String operand(Arguments all, int at) {
        Object value = all.value(at);
        if (value instanceof TorchImage image) return image.name();
        if (value instanceof Tensor tensor) return onnx.constant(tensor);
        return onnx.constant((float) all.real(at, 0));
    }

    private TorchImage linear(Arguments all) {
        if (all.flag(2)) throw all.refused("aligns corners");
        return larger(all, "linear", 3);
    }

    /** By sizes, or by factors where these are not said. */
    private TorchImage larger(Arguments all, String mode, int scales) {
        TorchImage x = all.image(0);
        int rank = x.rank();
        int[] size = x.size().clone();
        int[] said = all.integers(1);
        if (said.length == rank) System.arraycopy(said, 0, size, 2, rank);
        else for (int d = 0; d < rank; d++) size[2 + d] = (int) Math.floor(size[2 + d] * all.factor(scales, d));
        float[] sizes = new float[2 + rank];
        for (int i = 0; i < sizes.length; i++) sizes[i] = size[i];
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("mode", mode);
        attributes.put("coordinate_transformation_mode", mode.equals("linear") ? "half_pixel" : "asymmetric");
        attributes.put("nearest_mode", "floor");
        return result("Resize", attributes, x, size, "", "", onnx.constant(sizes));
    }

    private TorchImage zeros(Arguments all) {
        if (all.real(2, 0) != 0) throw all.refused("pads with other numbers than zero");
        return pad(all, "constant");
    }

    /** Borders are said from the last axis on, each with its two sides. */
    private TorchImage pad(Arguments all, String mode) {
        TorchImage x = all.image(0);
        int[] said = all.integers(1);
        int axes = x.size().length;
        int[] size = x.size().clone();
        int[] pads = new int[2 * axes];
        for (int i = 0; i < said.length; i++) {
            int axis = axes - 1 - i / 2;
            pads[i % 2 * axes + axis] = said[i];
            size[axis] += said[i];
        }
        return result("Pad", Map.of("pads", pads, "mode", mode), x, size);
    }

    private static int[] both(int[] border) {
        int[] pads = Arrays.copyOf(border, 2 * border.length);
        System.arraycopy(border, 0, pads, border.length, border.length);
        return pads;
    }
}
