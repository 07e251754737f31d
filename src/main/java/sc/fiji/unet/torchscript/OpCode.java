package sc.fiji.unet.torchscript;

import static sc.fiji.unet.torchscript.Script.call;
import static sc.fiji.unet.torchscript.Script.number;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import sc.fiji.unet.nn.op.Input;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Multiply;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.OpTable;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.nn.op.SlidingWindow;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;

/** Writes single nodes as TorchScript statements; {@link ModuleCode} puts them together. */
class OpCode extends NodeNames {
    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;
    private final Form form;
    private final int rank;
    private final boolean padded;
    private final FusedActivations fused;
    /** What of the network computes on bytes, and how that is written. */
    final ByteCode bytes;

    private final OpTable<Integer, String> expressions;

    OpCode(Graph graph, Form form) {
        super(graph);
        this.form = form;
        rank = graph.rank();
        padded = !form.plain() && graph.channels() == 1 && onlyConvolved(0);
        fused = new FusedActivations(graph, form);
        bytes = new ByteCode(graph, form);
        expressions = new OpTable<Integer, String>("TorchScript")
                .with(Input.class, (op, at) -> image("x"))
                .with(Conv.class, this::conv)
                .with(UpConv.class, this::upConv)
                .with(BatchNorm.class, this::batchNorm)
                .with(InstanceNorm.class, this::instanceNorm)
                .with(Activation.class, this::activation)
                .with(Readout.class, this::readout)
                .with(MaxPool.class, (op, at) -> maxPool("torch.max_pool%dd", at, op))
                .with(Unpool.class, this::unpool)
                .with(Upsample.class, this::upsample)
                .with(Concat.class, (op, at) -> call("torch.cat", operands(at), "1"))
                .with(Heads.class, this::heads)
                .with(Add.class, (op, at) -> fold("torch.add", at))
                .with(Multiply.class, (op, at) -> fold("torch.mul", at))
                .with(Dropout.class, (op, at) -> call("torch.dropout", operand(at), number(op.rate()), "self.training"))
                .with(Crop.class, this::crop)
                .with(Mirror.class, this::mirror);
    }

    /** Whether this activation is computed inside the convolution before it. */
    boolean mergedIntoConvolution(int index) {
        return fused.isInside(index);
    }

    /** The line that computes a node; refuses an operation that TorchScript has no words for. */
    String statement(int index) {
        Node node = node(index);
        if (node.op() instanceof MaxPool pool && unpooled(index)) {
            return value(index) + ", " + indices(index) + " = "
                    + maxPool("torch.max_pool%dd_with_indices", index, pool);
        }
        int result = fused.result(index);
        String words = expressions.of(node.op(), index, node.name());
        boolean done = bytes.multiplies(index) || bytes.moves(index);
        return value(result) + " = " + (done ? words : bytes.rounded(result, words));
    }

    @Override
    String read(int index, int input) {
        return bytes.read(index, input, super.read(index, input));
    }

    /** The output as people get it: float32, channels first. */
    String result(int index) {
        return form.plain() ? value(index) : "torch.contiguous(" + float32(value(index)) + ")";
    }

    /**
     * With a single channel the channels-last strides are ambiguous and libtorch takes a path thirty times slower, so a
     * second channel of zeros goes along to the first convolutions, whose weights are padded likewise.
     */
    String image(String x) {
        if (form.plain()) return x;
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
            Op op = node(consumer).op();
            return op instanceof Conv || op.rearranges() && onlyConvolved(consumer);
        });
    }

    private String conv(Conv conv, int index) {
        String weight =
                padded && graph.readsImage(node(index)) ? padChannel(self(index, "weight")) : self(index, "weight");
        String bias = conv.bias() ? cast(self(index, "bias")) : "None";
        String stride = axes(conv.stride(), conv.depth().stride());
        String padding = padding(conv.footprint(), conv.depth());
        String x = operand(index);
        if (bytes.multiplies(index)) return bytes.conv(index, fused.result(index), x, stride + ", " + padding);
        if (!form.fused()) {
            return call("torch.conv" + rank + "d", x, cast(bytes.weight(index, weight)), bias, stride, padding);
        }
        return call(
                "ops.mkldnn._convolution_pointwise",
                x,
                weight,
                bias,
                padding,
                stride,
                repeat(1),
                "1",
                fused.attribute(index),
                "None");
    }

    private String upConv(UpConv up, int index) {
        String x = operand(index);
        if (bytes.multiplies(index)) {
            String blocks = bytes.conv(index, index, x, repeat(1) + ", " + repeat(0));
            return new UpConvCode(up, rank).arranged(x, blocks);
        }
        String weight = cast(self(index, "weight"));
        String bias = cast(self(index, "bias"));
        if (form.training()) return new UpConvCode(up, rank).of(x, weight, bias, flat -> bytes.weight(index, flat));
        return call("torch.conv_transpose" + rank + "d", x, weight, bias, axes(up.factor(), up.depth()));
    }

    private String batchNorm(BatchNorm norm, int index) {
        return call(
                "torch.batch_norm",
                operand(index),
                self(index, "weight"),
                self(index, "bias"),
                self(index, "mean"),
                self(index, "variance"),
                "self.training",
                number(norm.momentum()),
                number(norm.eps()),
                "True");
    }

    private String instanceNorm(InstanceNorm norm, int index) {
        return call(
                "torch.instance_norm",
                operand(index),
                self(index, "weight"),
                self(index, "bias"),
                "None",
                "None",
                "True",
                "0.1",
                number(norm.eps()),
                "True");
    }

    private String activation(Activation activation, int index) {
        String x = index == graph.nodes().size() - 1 ? float32(operand(index)) : operand(index);
        String inPlace = overwritable(node(index).input()) ? "_" : "";
        return switch (activation.kind()) {
            case RELU -> call("torch.relu" + inPlace, x);
            case LEAKY_RELU -> call("torch.leaky_relu" + inPlace, x, number(activation.slope()));
            case SIGMOID -> call("torch.sigmoid", x);
            case SOFTMAX -> call("torch.softmax", x, "1");
        };
    }

    /** In float32, as of every last node. */
    private String readout(Readout readout, int index) {
        String x = float32(operand(index));
        String classes = String.valueOf(readout.classes());
        String first = call("torch.softmax", call("torch.slice", x, "1", "0", classes), "1");
        String others = call("torch.slice", x, "1", classes, "9223372036854775807");
        String said = readout.bounded() ? call("torch.sigmoid", others) : others;
        return call("torch.cat", "[" + first + ", " + said + "]", "1");
    }

    private String maxPool(String name, int index, MaxPool pool) {
        String window = axes(pool.kernel(), pool.depth().kernel()) + ", "
                + axes(pool.stride(), pool.depth().stride()) + ", " + padding(pool.footprint(), pool.depth());
        String function = String.format(Locale.ROOT, name, rank);
        return bytes.moves(index)
                ? ByteCode.pooled(pool, function, operand(index), window)
                : call(function, operand(index), window);
    }

    /** Through float32, the only format that libtorch knows this operation in. */
    private String unpool(Unpool up, int index) {
        String x = value(node(index).input());
        String sizes = IntStream.range(2, 2 + rank)
                .mapToObj(axis -> "torch.mul(torch.size(" + x + ", " + axis + "), "
                        + (rank == 3 && axis == 2 ? up.depth() : up.factor()) + ")")
                .collect(Collectors.joining(", ", "[", "]"));
        String steps = rank == 2 ? "" : ", " + axes(up.factor(), up.depth()) + ", " + repeat(0);
        String places = indices(node(index).inputs().get(1));
        String unpooled = call("torch.max_unpool" + rank + "d", float32(x), places, sizes + steps);
        return form.bf16() ? call("torch.to", unpooled, String.valueOf(BFLOAT16)) : unpooled;
    }

    private String upsample(Upsample up, int index) {
        String name = rank == 2 ? "torch.upsample_bilinear2d" : "torch.upsample_trilinear3d";
        return call(name, operand(index), "None", "False", axes(number(up.factor()), number(up.depth())));
    }

    private String heads(Heads heads, int index) {
        return call("torch.cat", operands(index) + " if self.training else [" + operand(index) + "]", "1");
    }

    private String crop(Crop crop, int index) {
        String x = operand(index);
        for (int axis = 2; axis < 2 + rank; axis++) {
            x = call("torch.slice", x, "" + axis, "" + crop.border(), "" + -crop.border());
        }
        return x;
    }

    private String mirror(Mirror mirror, int index) {
        String borders = Collections.nCopies(2 * rank, mirror.border()).toString();
        return call("torch.reflection_pad" + rank + "d", operand(index), borders);
    }

    private String fold(String name, int index) {
        return node(index).inputs().stream()
                .map(input -> read(index, input))
                .reduce((a, b) -> call(name, a, b))
                .orElseThrow();
    }

    /** Whether nobody else sees what a node puts out: it is known of few that it is new memory. */
    private boolean overwritable(int index) {
        Op op = node(index).op();
        boolean ownsOutput = op instanceof Conv || op instanceof BatchNorm || op instanceof UpConv || op instanceof Add;
        return !form.plain() && ownsOutput && graph.consumers(index).size() == 1;
    }

    private boolean unpooled(int index) {
        return graph.consumers(index).stream().anyMatch(c -> {
            Node node = graph.nodes().get(c);
            return node.op() instanceof Unpool && node.inputs().get(1) == index;
        });
    }

    /** How far the window of a convolution or pooling reaches over the edges, by axis. */
    String padding(SlidingWindow window, SlidingWindow depth) {
        return axes(window.padding(), depth.padding());
    }

    /** A value for each axis, (z), y, x, as tensors have them. */
    private String axes(Object plane, Object depth) {
        return (rank == 2 ? List.of(plane, plane) : List.of(depth, plane, plane)).toString();
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
