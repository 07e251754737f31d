package sc.fiji.unet.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Op;

/**
 * Goes through the operators of an ONNX file and says each in ours. What does not depend on the image's values, such as
 * sizes, is computed on the way, for an image of one size.
 */
final class OnnxNetwork {
    private final OnnxLayout layout;
    private final GraphBuilder graph;
    private final String spatial;
    private final int[] extent;
    private final Map<String, Object> values = new HashMap<>(); // ComputedImage, ChannelPart or Tensor
    private final Map<String, float[]> weights = new LinkedHashMap<>();
    private int nodes;

    /**
     * Begins with the image.
     *
     * @param inputs among which its channels are divided
     * @param spatial letters of the spatial axes in the order of kernels
     */
    OnnxNetwork(OnnxFile file, OnnxLayout layout, List<OnnxFile.Value> inputs, String spatial) {
        this.layout = layout;
        this.spatial = spatial;
        extent = extent(inputs);
        int[] channels = new int[inputs.size()];
        for (int i = 0; i < channels.length; i++)
            channels[i] = layout.channels(i, inputs.get(i).size());
        int all = Arrays.stream(channels).sum();
        graph = new GraphBuilder(spatial.length(), all);
        values.putAll(file.constants());
        int first = 0;
        for (int i = 0; i < channels.length; i++) {
            int node = channels.length == 1 ? 0 : part(i, first, channels[i], all);
            values.put(inputs.get(i).name(), new ComputedImage(node, layout.axes(i), extent, 0));
            first += channels[i];
        }
    }

    /** Size along the spatial axes to try the network with. */
    private int[] extent(List<OnnxFile.Value> inputs) {
        String axes = layout.input();
        int[] said = new int[axes.length()];
        for (int k = 0; k < inputs.size(); k++) {
            OnnxFile.Value input = inputs.get(k);
            String own = layout.axes(k);
            if (input.size().length != own.length()) {
                throw new IllegalArgumentException(
                        input.name() + ", its input, has " + input.size().length + " axes, expected those of " + own);
            }
            for (int i = 0; i < own.length(); i++) {
                int axis = axes.indexOf(own.charAt(i));
                if (axis >= 0) said[axis] = Math.max(said[axis], input.size()[i]);
            }
        }
        int[] size = layout.probe(said);
        if (axes.indexOf('b') >= 0 && size[axes.indexOf('b')] != 1) {
            throw new IllegalArgumentException(
                    "its input is a batch of " + size[axes.indexOf('b')] + " images at once");
        }
        return spatial.chars().map(letter -> size[axes.indexOf(letter)]).toArray();
    }

    /** Adds a node that picks channels of the image. */
    private int part(int input, int first, int count, int all) {
        String name = "input" + (input + 1);
        float[] weight = new float[count * all];
        for (int c = 0; c < count; c++) weight[c * all + first + c] = 1;
        weights.put(name + "_weight", weight);
        return graph.add(name, new Conv(all, count, 1, 1, 0, false), 0);
    }

    /** What was added, as far as an output needs it. */
    Transfer.Source upTo(String output) {
        if (!(values.get(output) instanceof ComputedImage answer)) {
            throw new IllegalArgumentException("its output does not depend on the image");
        }
        requireOutput(answer);
        Graph needed = graph.build().upTo(answer.node());
        Map<String, float[]> arrays = new LinkedHashMap<>();
        KernelOrder order = new KernelOrder(spatial);
        needed.parameters().forEach(p -> arrays.put(p.name(), order.canonical(weights.get(p.name()), p.shape())));
        return new Transfer.Source(needed, new Weights(arrays));
    }

    private void requireOutput(ComputedImage answer) {
        String expected = layout.output();
        boolean batch = answer.axes().indexOf('b') >= 0;
        String axes = batch || expected.indexOf('b') < 0 ? answer.axes() : "b" + answer.axes();
        if (!expected.isEmpty() && !expected.equals(axes)) {
            throw new IllegalArgumentException("its output has the axes " + answer.axes() + ", expected " + expected);
        }
        for (int i = 0; i < answer.size().length; i++) {
            int in = extent[i];
            int grid = layout.ends().grid(spatial.charAt(i));
            if (answer.size()[i] * grid != in) {
                throw new IllegalArgumentException("of an image of " + in + " pixels along " + spatial.charAt(i)
                        + " it gives " + answer.size()[i] + ", expected " + (grid == 1 ? "as many" : in / grid));
            }
        }
    }

    int rank() {
        return spatial.length();
    }

    /** The letters of the spatial axes in the order of kernels. */
    String spatial() {
        return spatial;
    }

    int channels(ComputedImage pixels) {
        return graph.channels(pixels.node());
    }

    /** What an operator reads at a place: ComputedImage, a Tensor, or null for nothing. */
    Object value(OnnxOperator operator, int at) {
        List<String> inputs = operator.inputs();
        if (at >= inputs.size() || inputs.get(at).isEmpty()) return null;
        Object value = values.get(inputs.get(at));
        if (value == null) throw new IllegalArgumentException("nothing gives " + inputs.get(at));
        return value;
    }

    /** The image data that an operator reads, ready to be computed with. */
    ComputedImage pixels(OnnxOperator operator, int at) {
        if (value(operator, at) instanceof ComputedImage pixels && pixels.zeros() == 0) return pixels;
        throw new ForeignOperatorException(operator, "of what is no image");
    }

    /** As above, in the order that windows want. */
    ComputedImage ordered(OnnxOperator operator, int at) {
        pixels(operator, at);
        return padded(operator, at);
    }

    /** As above, where the operator takes zeros around the image along with its own. */
    ComputedImage padded(OnnxOperator operator, int at) {
        if (value(operator, at) instanceof ComputedImage pixels && pixels.axes().equals("bc" + spatial)) return pixels;
        throw new ForeignOperatorException(operator, "of axes in another order than bc" + spatial);
    }

    /** A constant that an operator reads. */
    Tensor tensor(OnnxOperator operator, int at) {
        if (value(operator, at) instanceof Tensor tensor) return tensor;
        throw new ForeignOperatorException(operator, "whose settings depend on the image");
    }

    void set(OnnxOperator operator, Object value) {
        set(operator.outputs().get(0), value);
    }

    void set(String output, Object value) {
        values.put(output, value);
    }

    /** Adds a node of ours for an operator, with the axes of what it reads first. */
    void add(OnnxOperator operator, Op op, Map<String, float[]> arrays, ComputedImage... inputs) {
        ComputedImage first = inputs[0];
        for (ComputedImage input : inputs) {
            if (!input.axes().equals(first.axes()) || !Arrays.equals(input.size(), first.size())) {
                throw new ForeignOperatorException(operator, "of images of several sizes");
            }
        }
        int[] read =
                IntStream.range(0, inputs.length).map(i -> inputs[i].node()).toArray();
        String name = "n" + ++nodes;
        int node = graph.add(name, op, read);
        arrays.forEach((role, numbers) -> weights.put(name + "_" + role, numbers));
        int[] size = first.size().clone();
        for (int i = 0; i < size.length; i++) {
            size[i] = op.footprint().size(size[i]);
            if (size[i] < 1) throw new ForeignOperatorException(operator, "leaves nothing of the image");
        }
        ComputedImage out = new ComputedImage(node, first.axes(), size, 0);
        operator.outputs().forEach(output -> values.put(output, out));
    }
}
