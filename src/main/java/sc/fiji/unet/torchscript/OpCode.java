package sc.fiji.unet.torchscript;

import static sc.fiji.unet.torchscript.Script.call;
import static sc.fiji.unet.torchscript.Script.number;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Op;

/** Writes single nodes as TorchScript statements; {@link ModuleCode} puts them together. */
class OpCode {
    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;
    final Graph graph;
    private final Form form;
    private final int rank;
    private final boolean padded;

    OpCode(Graph graph, Form form) {
        this.graph = graph;
        this.form = form;
        rank = graph.rank();
        padded = graph.channels() == 1 && onlyConvolved(0);
    }

    /** Whether this activation is computed inside the convolution before it. */
    boolean mergedIntoConvolution(int index) {
        Node node = graph.nodes().get(index);
        return form.fused() && isRectifier(node) && fusedActivation(node.input()) == index;
    }

    String statement(int index) {
        Node node = graph.nodes().get(index);
        if (node.op() instanceof Op.MaxPool pool && unpooled(index)) {
            return value(index) + ", " + indices(index) + " = " + maxPool("torch.max_pool%dd_with_indices", node, pool);
        }
        int activation = form.fused() && node.op() instanceof Op.Conv ? fusedActivation(index) : -1;
        return value(activation < 0 ? index : activation) + " = " + expression(index, node);
    }

    /** The output as people get it: float32, channels first. */
    String result(int index) {
        return "torch.contiguous(" + float32(value(index)) + ")";
    }

    private String expression(int index, Node node) {
        Op op = node.op();
        if (op instanceof Op.Input) return image("x");
        String x = operand(node, node.input());
        if (op instanceof Op.Conv conv) return conv(index, node, conv);
        if (op instanceof Op.UpConv up) return upConv(node, up);
        if (op instanceof Op.BatchNorm norm) return batchNorm(node, norm);
        if (op instanceof Op.InstanceNorm norm) {
            return call(
                    "torch.instance_norm",
                    x,
                    self(node, "weight"),
                    self(node, "bias"),
                    "None",
                    "None",
                    "True",
                    "0.1",
                    number(norm.eps()),
                    "True");
        }
        if (op instanceof Op.Activation activation) return activation(index, node, activation);
        if (op instanceof Op.MaxPool pool) return maxPool("torch.max_pool%dd", node, pool);
        if (op instanceof Op.Unpool up) return unpool(node, up);
        if (op instanceof Op.Upsample up) {
            String name = rank == 2 ? "torch.upsample_bilinear2d" : "torch.upsample_trilinear3d";
            return call(name, x, "None", "False", repeat(number(up.factor())));
        }
        if (op instanceof Op.Concat) return call("torch.cat", values(node), "1");
        if (op instanceof Op.Heads) {
            return call("torch.cat", values(node) + " if self.training else [" + x + "]", "1");
        }
        if (op instanceof Op.Add) return fold("torch.add", node);
        if (op instanceof Op.Multiply) return fold("torch.mul", node);
        if (op instanceof Op.Dropout dropout) return call("torch.dropout", x, number(dropout.rate()), "self.training");
        if (op instanceof Op.Crop crop) return crop(x, crop.border());
        return mirror(x, (Op.Mirror) op);
    }

    /**
     * With a single channel the channels-last strides are ambiguous and libtorch takes a path thirty times slower, so a
     * second channel of zeros goes along to the first convolutions, whose weights are padded likewise.
     */
    String image(String x) {
        String converted = form.bf16() ? call("torch.to", x, String.valueOf(BFLOAT16)) : x;
        return "torch.contiguous(" + (padded ? padChannel(converted) : converted) + ", memory_format="
                + (rank == 2 ? 2 : 3) + ")";
    }

    private String padChannel(String x) {
        return call("torch.constant_pad_nd", x, "[" + "0, 0, ".repeat(rank) + "0, 1]");
    }

    /** Whether nothing but convolutions reads the image or what was pooled, mirrored or cropped from it. */
    private boolean onlyConvolved(int index) {
        return graph.consumers(index).stream().allMatch(consumer -> {
            Op op = graph.nodes().get(consumer).op();
            return op instanceof Op.Conv || op.rearranges() && onlyConvolved(consumer);
        });
    }

    private String conv(int index, Node node, Op.Conv conv) {
        String weight = padded && graph.readsImage(node) ? padChannel(self(node, "weight")) : self(node, "weight");
        String bias = conv.bias() ? cast(self(node, "bias")) : "None";
        String stride = repeat(conv.stride());
        String padding = padding(conv.padding());
        String x = operand(node, node.input());
        if (!form.fused()) return call("torch.conv" + rank + "d", x, cast(weight), bias, stride, padding);
        return call(
                "ops.mkldnn._convolution_pointwise",
                x,
                weight,
                bias,
                padding,
                stride,
                repeat(1),
                "1",
                attribute(index),
                "None");
    }

    private String attribute(int index) {
        int activation = fusedActivation(index);
        if (activation < 0) return "\"none\", []";
        Op.Activation op = (Op.Activation) graph.nodes().get(activation).op();
        boolean relu = op.kind() == Op.Activation.Kind.RELU;
        return relu ? "\"relu\", []" : "\"leaky_relu\", annotate(List[Optional[number]], [" + number(op.slope()) + "])";
    }

    private String upConv(Node node, Op.UpConv up) {
        String x = operand(node, node.input());
        String weight = cast(self(node, "weight"));
        String bias = cast(self(node, "bias"));
        if (form.training()) return new UpConvCode(up, rank).of(x, weight, bias);
        return call("torch.conv_transpose" + rank + "d", x, weight, bias, repeat(up.factor()));
    }

    private String batchNorm(Node node, Op.BatchNorm norm) {
        return call(
                "torch.batch_norm",
                operand(node, node.input()),
                self(node, "weight"),
                self(node, "bias"),
                self(node, "mean"),
                self(node, "variance"),
                "self.training",
                number(norm.momentum()),
                number(norm.eps()),
                "True");
    }

    private String activation(int index, Node node, Op.Activation activation) {
        String read = operand(node, node.input());
        String x = index == graph.nodes().size() - 1 ? float32(read) : read;
        String inPlace = overwritable(node.input()) ? "_" : "";
        return switch (activation.kind()) {
            case RELU -> call("torch.relu" + inPlace, x);
            case LEAKY_RELU -> call("torch.leaky_relu" + inPlace, x, number(activation.slope()));
            case SIGMOID -> call("torch.sigmoid", x);
            case SOFTMAX -> call("torch.softmax", x, "1");
        };
    }

    private String maxPool(String name, Node node, Op.MaxPool pool) {
        return call(
                String.format(name, rank),
                operand(node, node.input()),
                repeat(pool.kernel()),
                repeat(pool.stride()),
                padding(pool.padding()));
    }

    /** Only known in float32. */
    private String unpool(Node node, Op.Unpool up) {
        String x = float32(value(node.input()));
        String sizes = java.util.stream.IntStream.range(2, 2 + rank)
                .mapToObj(
                        axis -> "torch.mul(torch.size(" + value(node.input()) + ", " + axis + "), " + up.factor() + ")")
                .collect(Collectors.joining(", ", "[", "]"));
        String steps = rank == 2 ? "" : ", " + repeat(up.factor()) + ", " + repeat(0);
        String unpooled =
                call("torch.max_unpool" + rank + "d", x, indices(node.inputs().get(1)), sizes + steps);
        return form.bf16() ? call("torch.to", unpooled, String.valueOf(BFLOAT16)) : unpooled;
    }

    private String crop(String x, int border) {
        for (int axis = 2; axis < 2 + rank; axis++) {
            x = call("torch.slice", x, String.valueOf(axis), String.valueOf(border), String.valueOf(-border));
        }
        return x;
    }

    private String mirror(String x, Op.Mirror mirror) {
        String borders = Collections.nCopies(2 * rank, mirror.border()).toString();
        return call("torch.reflection_pad" + rank + "d", x, borders);
    }

    private String fold(String name, Node node) {
        return node.inputs().stream()
                .map(input -> operand(node, input))
                .reduce((a, b) -> call(name, a, b))
                .orElseThrow();
    }

    /** The rectifier that alone reads this convolution, or -1. */
    private int fusedActivation(int index) {
        if (!(graph.nodes().get(index).op() instanceof Op.Conv)) return -1;
        List<Integer> consumers = graph.consumers(index);
        return consumers.size() == 1 && isRectifier(graph.nodes().get(consumers.get(0))) ? consumers.get(0) : -1;
    }

    private boolean overwritable(int index) {
        Op op = graph.nodes().get(index).op();
        boolean ownsOutput =
                op instanceof Op.Conv || op instanceof Op.BatchNorm || op instanceof Op.UpConv || op instanceof Op.Add;
        return ownsOutput && graph.consumers(index).size() == 1;
    }

    private boolean unpooled(int index) {
        return graph.consumers(index).stream().anyMatch(c -> {
            Node node = graph.nodes().get(c);
            return node.op() instanceof Op.Unpool && node.inputs().get(1) == index;
        });
    }

    private static boolean isRectifier(Node node) {
        return node.op() instanceof Op.Activation a
                && (a.kind() == Op.Activation.Kind.RELU || a.kind() == Op.Activation.Kind.LEAKY_RELU);
    }

    /** The name of a node's output. */
    String value(int index) {
        return "v_" + graph.nodes().get(index).name();
    }

    private String indices(int index) {
        return "i_" + graph.nodes().get(index).name();
    }

    /** What a node reads of an earlier one. */
    String operand(Node node, int input) {
        return value(input);
    }

    /** How far the window of a convolution or pooling reaches over the edges, by axis. */
    String padding(int pixels) {
        return repeat(pixels);
    }

    private String values(Node node) {
        return node.inputs().stream().map(input -> operand(node, input)).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String self(Node node, String role) {
        return "self." + node.name() + "_" + role;
    }

    /** Parameters of the training form are float32 and converted at each use; the others are stored as they are used. */
    private String cast(String x) {
        return form.bf16() && form.training() ? call("torch.to", x, String.valueOf(BFLOAT16)) : x;
    }

    private String float32(String x) {
        return form.bf16() ? call("torch.to", x, String.valueOf(FLOAT32)) : x;
    }

    private String repeat(Object value) {
        return Collections.nCopies(rank, value).toString();
    }
}
