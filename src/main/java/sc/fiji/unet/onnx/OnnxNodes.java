package sc.fiji.unet.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Crop;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.Heads;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Multiply;
import sc.fiji.unet.nn.op.OpTable;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.nn.op.SlidingWindow;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;

/** Says each node of a graph in the operators of ONNX. */
final class OnnxNodes {
    private final Graph graph;
    private final int rank;
    private final OpTable<Integer, OnnxNode> operators;
    private final List<Protobuf> nodes = new ArrayList<>();
    private final List<Protobuf> constants = new ArrayList<>();

    OnnxNodes(Graph graph) {
        this.graph = graph;
        rank = graph.rank();
        operators = new OpTable<Integer, OnnxNode>("ONNX")
                .with(Conv.class, this::conv)
                .with(UpConv.class, this::upConv)
                .with(BatchNorm.class, this::batchNorm)
                .with(InstanceNorm.class, this::instanceNorm)
                .with(Activation.class, this::activation)
                .with(Readout.class, this::readout)
                .with(MaxPool.class, this::maxPool)
                .with(Unpool.class, this::unpool)
                .with(Upsample.class, this::upsample)
                .with(Concat.class, (op, at) -> node(at, "Concat").with("axis", 1))
                .with(Heads.class, (op, at) -> identity(at))
                .with(Add.class, (op, at) -> node(at, "Sum"))
                .with(Multiply.class, (op, at) -> node(at, "Mul"))
                .with(Dropout.class, (op, at) -> identity(at))
                .with(Crop.class, this::crop)
                .with(Mirror.class, this::mirror);
    }

    List<Protobuf> nodes() {
        return nodes;
    }

    List<Protobuf> constants() {
        return constants;
    }

    /** Adds a node and its constants; refuses an operation that ONNX has no words for. */
    void add(int index) {
        Node node = graph.nodes().get(index);
        nodes.add(operators.of(node.op(), index, node.name()).message());
    }

    private OnnxNode conv(Conv conv, int index) {
        String[] roles = conv.bias() ? new String[] {"weight", "bias"} : new String[] {"weight"};
        return windowed(node(index, "Conv", roles), conv.footprint(), conv.depth());
    }

    private OnnxNode upConv(UpConv up, int index) {
        return windowed(node(index, "ConvTranspose", "weight", "bias"), blocks(up.factor()), blocks(up.depth()));
    }

    private OnnxNode batchNorm(BatchNorm norm, int index) {
        return node(index, "BatchNormalization", "weight", "bias", "mean", "variance")
                .with("epsilon", norm.eps());
    }

    private OnnxNode instanceNorm(InstanceNorm norm, int index) {
        return node(index, "InstanceNormalization", "weight", "bias").with("epsilon", norm.eps());
    }

    private OnnxNode activation(Activation activation, int index) {
        return switch (activation.kind()) {
            case RELU -> node(index, "Relu");
            case LEAKY_RELU -> node(index, "LeakyRelu").with("alpha", activation.slope());
            case SIGMOID -> node(index, "Sigmoid");
            case SOFTMAX -> node(index, "Softmax").with("axis", 1);
        };
    }

    /** Classes and the others are cut apart, computed, and put together. */
    private OnnxNode readout(Readout readout, int index) {
        Node node = graph.nodes().get(index);
        List<String> parts = List.of(node.name() + "_classes", node.name() + "_others");
        List<String> values = parts.stream().map(part -> part + "_values").toList();
        String sizes = constant(node, "sizes", new long[] {readout.classes(), graph.classes() - readout.classes()});
        List<String> input = List.of(value(node.input()), sizes);
        nodes.add(new OnnxNode("Split", node.name() + "_split", input, parts.get(0), parts.get(1))
                .with("axis", 1)
                .message());
        nodes.add(new OnnxNode("Softmax", node.name() + "_softmax", parts.subList(0, 1), values.get(0))
                .with("axis", 1)
                .message());
        List<String> joined = List.of(values.get(0), readout.bounded() ? values.get(1) : parts.get(1));
        if (readout.bounded())
            nodes.add(new OnnxNode("Sigmoid", node.name() + "_sigmoid", parts.subList(1, 2), values.get(1)).message());
        return new OnnxNode("Concat", node.name(), joined, value(index)).with("axis", 1);
    }

    private OnnxNode maxPool(MaxPool pool, int index) {
        Node node = graph.nodes().get(index);
        List<String> inputs = List.of(value(node.input()));
        OnnxNode said = new OnnxNode("MaxPool", node.name(), inputs, value(index), indices(index));
        return windowed(said, pool.footprint(), pool.depth());
    }

    private OnnxNode unpool(Unpool up, int index) {
        Node node = graph.nodes().get(index);
        List<String> inputs = List.of(value(node.input()), indices(node.inputs().get(1)));
        OnnxNode said = new OnnxNode("MaxUnpool", node.name(), inputs, value(index));
        return windowed(said, blocks(up.factor()), blocks(up.depth()));
    }

    /** What gives its only or first input as it is. */
    private OnnxNode identity(int index) {
        Node node = graph.nodes().get(index);
        return new OnnxNode("Identity", node.name(), List.of(value(node.input())), value(index));
    }

    private OnnxNode crop(Crop crop, int index) {
        Node node = graph.nodes().get(index);
        String starts = spatial(node, "starts", crop.border());
        String ends = spatial(node, "ends", -crop.border());
        long[] axes = rank == 2 ? new long[] {2, 3} : new long[] {2, 3, 4};
        return of(index, "Slice", starts, ends, constant(node, "axes", axes));
    }

    private OnnxNode upsample(Upsample up, int index) {
        Node node = graph.nodes().get(index);
        float[] scales = new float[2 + rank];
        Arrays.fill(scales, up.factor());
        scales[0] = scales[1] = 1;
        if (rank == 3) scales[2] = up.depth();
        constants.add(Tensors.of(node.name() + "_scales", new int[] {scales.length}, scales));
        return of(index, "Resize", "", node.name() + "_scales")
                .with("mode", "linear")
                .with("coordinate_transformation_mode", "half_pixel");
    }

    private OnnxNode mirror(Mirror mirror, int index) {
        Node node = graph.nodes().get(index);
        long[] pads = new long[2 * (2 + rank)];
        Arrays.fill(pads, mirror.border());
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

    /** The window of a transposed convolution whose outputs do not overlap. */
    private static SlidingWindow blocks(int factor) {
        return new SlidingWindow(factor, factor, 0);
    }

    private OnnxNode windowed(OnnxNode node, SlidingWindow window, SlidingWindow depth) {
        List<Integer> pads = axes(window.padding(), depth.padding());
        return node.with("kernel_shape", axes(window.kernel(), depth.kernel()))
                .with("strides", axes(window.stride(), depth.stride()))
                .with("pads", Stream.concat(pads.stream(), pads.stream()).toList());
    }

    /** A value for each axis, (z), y, x, as tensors have them. */
    private List<Integer> axes(int plane, int depth) {
        return rank == 2 ? List.of(plane, plane) : List.of(depth, plane, plane);
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
