package sc.fiji.unet.torchscript;

import static sc.fiji.unet.torchscript.Script.call;
import static sc.fiji.unet.torchscript.Script.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.nn.BytePlan.Scale;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.UpConv;

/**
 * The words for what a fused form computes on bytes: convolutions of oneDNN that read and put out unsigned bytes, or floats
 * where a node that knows no bytes reads them. Weights are signed bytes with a scale for each output channel. A training form
 * rounds in the same places, and what it learns will be right on bytes.
 */
record ByteCode(Graph graph, Form form) {
    private static final String ONES = "[1, 1]";
    private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";
    private static final int UINT8 = 0;
    private static final int INT8 = 1;
    private static final int INT32 = 3;
    private static final int FLOAT32 = 6;
    private static final int QUINT8 = 13;

    /** Between floats and the bytes that stand for them, and the largest byte of each two by two. */
    private static final String HELPERS =
            """
            def rounded(self: __torch__.Net,
              x: Tensor, step: float, zero: int) -> Tensor:
              return torch.int_repr(torch.quantize_per_tensor(x, step, zero, QUINT8))
            def floats(self: __torch__.Net,
              x: Tensor, step: float, zero: int) -> Tensor:
              return torch.mul(torch.sub(torch.to(x, FLOAT32), zero), step)
            def halved(self: __torch__.Net,
              x: Tensor) -> Tensor:
              n, c, h, w, = torch.size(x)
              rows = torch.reshape(torch.permute(x, [0, 2, 3, 1]), [n, h // 2, 2, w * c])
              most = torch.maximum(torch.select(rows, 2, 0), torch.select(rows, 2, 1))
              pairs = torch.reshape(most, [n, h // 2, w // 2, 2, c])
              y = torch.maximum(torch.select(pairs, 3, 0), torch.select(pairs, 3, 1))
              return torch.permute(y, [0, 3, 1, 2])
            """
                    .replace("QUINT8", "" + QUINT8)
                    .replace("FLOAT32", "" + FLOAT32);

    /** Weights rounded for each output channel, which come first in their shape; gradients pass as they are. */
    private static final String WHOLE =
            """
            def whole(self: __torch__.Net,
              w: Tensor) -> Tensor:
              most = torch.amax(torch.abs(torch.detach(w)), [1, 2, 3], False)
              scales = torch.div(torch.clamp_min(most, 1e-30), LARGEST.)
              return torch.fake_quantize_per_channel_affine(w, scales, torch.zeros_like(scales), 0, -LARGEST, LARGEST)
            """;

    /** Whether a node is a convolution that multiplies bytes. */
    boolean multiplies(int index) {
        return form.isOnBytes() && form.bytes().products().contains(name(index));
    }

    /** What a byte stands for in the output of a node, if it puts out bytes. */
    Optional<Scale> scale(int index) {
        return form.isOnBytes() ? form.bytes().value(name(index)) : Optional.empty();
    }

    /** Whether a node hands on the bytes that it reads. */
    boolean moves(int index) {
        Node node = graph.nodes().get(index);
        boolean pools = node.op() instanceof MaxPool pool && pool.padding() == 0;
        return (pools || node.op() instanceof Concat)
                && scale(index).isPresent()
                && node.inputs().stream().allMatch(input -> scale(input).isPresent());
    }

    /** What a node reads: floats in any case, but where the node itself computes on bytes. */
    String read(int reader, int input, String x) {
        Optional<Scale> scale = scale(input);
        if (scale.isEmpty() || multiplies(reader) || moves(reader)) return x;
        return call("(self).floats", x, step(scale.get()), zero(scale.get()));
    }

    /** The value of a node whose words give floats: as bytes, or in training as floats that bytes can stand for. */
    String rounded(int index, String floats) {
        if (form.training()) {
            return inTraining(index)
                    .map(scale ->
                            call("torch.fake_quantize_per_tensor_affine", floats, step(scale), zero(scale), "0", "255"))
                    .orElse(floats);
        }
        return scale(index)
                .map(scale -> call("(self).rounded", floats, step(scale), zero(scale)))
                .orElse(floats);
    }

    /** The weights of a node; in training such as signed bytes with a scale for each output channel can stand for. */
    String weight(int index, String floats) {
        boolean rounds = form.training() && form.bytes().products().contains(name(index));
        return rounds ? call("(self).whole", floats) : floats;
    }

    /** A value that exists in training, too, under its own name or, where there is a normalization, under that. */
    private Optional<Scale> inTraining(int index) {
        Node node = graph.nodes().get(index);
        if (node.op() instanceof Concat || node.op() instanceof MaxPool) return Optional.empty(); // of rounded values
        if (node.op() instanceof Conv && isNormalized(index)) return Optional.empty();
        boolean norm = node.op() instanceof BatchNorm
                && graph.nodes().get(node.input()).op() instanceof Conv;
        return form.bytes().value(name(norm ? node.input() : index));
    }

    private boolean isNormalized(int index) {
        return graph.consumers(index).stream()
                .anyMatch(reader -> graph.nodes().get(reader).op() instanceof BatchNorm);
    }

    /** The number, or the byte, that stands beyond the edges of what a node reads. */
    double beyond(Node reader, int input, double usual) {
        return scale(input)
                .map(scale -> reader.op() instanceof Conv ? (double) scale.zero() : 0)
                .orElse(usual);
    }

    /**
     * A convolution of bytes.
     *
     * @param index of its node
     * @param result the node whose value it gives: itself, or the rectifier inside of it
     * @param x what it reads
     * @param geometry stride and padding
     */
    String conv(int index, int result, String x, String geometry) {
        Scale in = scale(graph.nodes().get(index).input()).orElseThrow();
        Optional<Scale> out = scale(result);
        return call(
                "ops.onednn.qconv2d_pointwise",
                x,
                step(in),
                zero(in),
                self(index, "weight"),
                self(index, "scales"),
                self(index, "zeros"),
                hasBias(index) ? self(index, "bias") : "None",
                geometry,
                ONES,
                "1",
                out.map(ByteCode::step).orElse("1."),
                out.map(ByteCode::zero).orElse("0"),
                String.valueOf(out.isPresent() ? UINT8 : FLOAT32),
                result == index ? "\"none\"" : "\"relu\"",
                NO_SCALARS,
                "\"\"");
    }

    /**
     * Pooling of bytes. Halving is four times as fast by hand; the rest libtorch knows of quantized tensors only, where it
     * compares the same bytes.
     */
    static String pooled(MaxPool pool, String name, String x, String window) {
        if (pool.equals(new MaxPool(2))) return call("(self).halved", x);
        return call(
                "torch.int_repr", call(name, call("torch._make_per_tensor_quantized_tensor", x, "1.", "0"), window));
    }

    /** Arrays beside the parameters that the module needs. */
    List<String> arrays() {
        List<String> names = new ArrayList<>();
        for (int product : products()) {
            names.add(name(product) + "_scales");
            names.add(name(product) + "_zeros");
        }
        return names;
    }

    /** The method that lays weights out as the processor wants them, and helpers; none where nothing is on bytes. */
    List<String> methods() {
        if (form.training() && !form.bytes().isEmpty()) {
            return WHOLE.replace("LARGEST", "" + form.bytes().largestWeight())
                    .lines()
                    .toList();
        }
        if (!form.isOnBytes()) return List.of();
        List<String> lines = new ArrayList<>(HELPERS.lines().toList());
        lines.add("def prepare(self: __torch__.Net) -> int:");
        for (int product : products()) {
            lines.add("  " + self(product, "weight") + " = " + packed(product));
            lines.add("  " + self(product, "zeros") + " = torch.to(" + self(product, "zeros") + ", " + INT32 + ")");
        }
        lines.add("  return 0");
        return lines;
    }

    private String packed(int product) {
        Node node = graph.nodes().get(product);
        Scale in = scale(node.input()).orElseThrow();
        String stride = node.op() instanceof Conv conv ? pair(conv.stride()) : ONES;
        String padding = pair(node.op() instanceof Conv conv ? conv.padding() : 0);
        String weight = call("torch.to", self(product, "weight"), String.valueOf(INT8));
        return call(
                "ops.onednn.qconv_prepack",
                weight,
                self(product, "scales"),
                step(in),
                zero(in),
                stride,
                padding,
                ONES,
                "1",
                "None");
    }

    private List<Integer> products() {
        List<Integer> products = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) if (multiplies(i)) products.add(i);
        return products;
    }

    private boolean hasBias(int index) {
        return graph.nodes().get(index).op() instanceof UpConv
                || graph.nodes().get(index).op() instanceof Conv conv && conv.bias();
    }

    private static String pair(int value) {
        return "[" + value + ", " + value + "]";
    }

    private static String step(Scale scale) {
        return number(scale.step());
    }

    private static String zero(Scale scale) {
        return String.valueOf(scale.zero());
    }

    private String self(int index, String role) {
        return "self." + name(index) + "_" + role;
    }

    private String name(int index) {
        return graph.nodes().get(index).name();
    }
}
