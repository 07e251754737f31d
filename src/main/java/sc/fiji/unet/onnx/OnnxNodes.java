package sc.fiji.unet.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Op;

/** Says each node of a graph in the operators of ONNX. */
final class OnnxNodes {
    private final Graph graph;
    private final int rank;
    private final List<Protobuf> nodes = new ArrayList<>();
    private final List<Protobuf> constants = new ArrayList<>();

    OnnxNodes(Graph graph) {
        this.graph = graph;
        rank = graph.rank();
    }

    List<Protobuf> nodes() {
        return nodes;
    }

    List<Protobuf> constants() {
        return constants;
    }

    void add(int index) {
        Node node = graph.nodes().get(index);
        Op op = node.op();
        if (op instanceof Op.Conv conv) {
            String[] roles = conv.bias() ? new String[] {"weight", "bias"} : new String[] {"weight"};
            put(windowed(node(index, "Conv", roles), conv.kernel(), conv.stride(), conv.padding()));
        } else if (op instanceof Op.UpConv up) {
            put(windowed(node(index, "ConvTranspose", "weight", "bias"), up.factor(), up.factor(), 0));
        } else if (op instanceof Op.BatchNorm norm) {
            put(node(index, "BatchNormalization", "weight", "bias", "mean", "variance")
                    .with("epsilon", norm.eps()));
        } else if (op instanceof Op.InstanceNorm norm) {
            put(node(index, "InstanceNormalization", "weight", "bias").with("epsilon", norm.eps()));
        } else if (op instanceof Op.Activation activation) {
            put(activation(index, activation));
        } else if (op instanceof Op.MaxPool pool) {
            List<String> inputs = List.of(value(node.input()));
            OnnxNode max = new OnnxNode("MaxPool", node.name(), inputs, value(index), indices(index));
            put(windowed(max, pool.kernel(), pool.stride(), pool.padding()));
        } else {
            put(moving(index, node, op));
        }
    }

    private OnnxNode activation(int index, Op.Activation activation) {
        return switch (activation.kind()) {
            case RELU -> node(index, "Relu");
            case LEAKY_RELU -> node(index, "LeakyRelu").with("alpha", activation.slope());
            case SIGMOID -> node(index, "Sigmoid");
            case SOFTMAX -> node(index, "Softmax").with("axis", 1);
        };
    }

    /** Operations that have no weights and look through no window. */
    private OnnxNode moving(int index, Node node, Op op) {
        if (op instanceof Op.Unpool up) {
            List<String> inputs =
                    List.of(value(node.input()), indices(node.inputs().get(1)));
            return windowed(new OnnxNode("MaxUnpool", node.name(), inputs, value(index)), up.factor(), up.factor(), 0);
        }
        if (op instanceof Op.Upsample up) return resize(index, node, up.factor());
        if (op instanceof Op.Concat) return node(index, "Concat").with("axis", 1);
        if (op instanceof Op.Add) return node(index, "Sum");
        if (op instanceof Op.Multiply) return node(index, "Mul");
        if (op instanceof Op.Crop crop) {
            String starts = spatial(node, "starts", crop.border());
            String ends = spatial(node, "ends", -crop.border());
            long[] axes = rank == 2 ? new long[] {2, 3} : new long[] {2, 3, 4};
            return of(index, "Slice", starts, ends, constant(node, "axes", axes));
        }
        if (op instanceof Op.Mirror mirror) return pad(index, node, mirror.border());
        return node(index, "Identity");
    }

    private OnnxNode resize(int index, Node node, int factor) {
        float[] scales = new float[2 + rank];
        Arrays.fill(scales, factor);
        scales[0] = scales[1] = 1;
        constants.add(Tensors.of(node.name() + "_scales", new int[] {scales.length}, scales));
        return of(index, "Resize", "", node.name() + "_scales")
                .with("mode", "linear")
                .with("coordinate_transformation_mode", "half_pixel");
    }

    private OnnxNode pad(int index, Node node, int border) {
        long[] pads = new long[2 * (2 + rank)];
        Arrays.fill(pads, border);
        for (int side = 0; side < 2; side++) pads[side * (2 + rank)] = pads[side * (2 + rank) + 1] = 0;
        return of(index, "Pad", constant(node, "pads", pads)).with("mode", "reflect");
    }

    private String spatial(Node node, String role, long value) {
        long[] values = new long[rank];
        Arrays.fill(values, value);
        return constant(node, role, values);
    }

    private String constant(Node node, String role, long[] values) {
        constants.add(Tensors.of(node.name() + "_" + role, values));
        return node.name() + "_" + role;
    }

    private OnnxNode windowed(OnnxNode node, int kernel, int stride, int padding) {
        return node.with("kernel_shape", Collections.nCopies(rank, kernel))
                .with("strides", Collections.nCopies(rank, stride))
                .with("pads", Collections.nCopies(2 * rank, padding));
    }

    /** A node with its graph inputs, then its own parameters. */
    private OnnxNode node(int index, String type, String... roles) {
        String name = graph.nodes().get(index).name();
        return of(index, type, Stream.of(roles).map(role -> name + "_" + role).toArray(String[]::new));
    }

    private OnnxNode of(int index, String type, String... further) {
        Node node = graph.nodes().get(index);
        List<String> inputs = Stream.concat(node.inputs().stream().map(this::value), Stream.of(further))
                .toList();
        return new OnnxNode(type, node.name(), inputs, value(index));
    }

    private void put(OnnxNode node) {
        nodes.add(node.message());
    }

    private String value(int index) {
        if (index == 0) return "input";
        return index == graph.nodes().size() - 1
                ? "output"
                : "v_" + graph.nodes().get(index).name();
    }

    private String indices(int index) {
        return "i_" + graph.nodes().get(index).name();
    }
}
