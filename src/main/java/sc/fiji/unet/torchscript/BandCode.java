package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Workspace;

/**
 * Writes how one {@link Pass} of a network is computed: band by band of rows, each with the halo it needs, put together
 * in tensors that are as large as the plane. What fits into one band is computed as it is. Of the rows that the caller
 * names {@code above} and {@code below}, whose output nobody will read, each pass computes only what others need.
 */
final class BandCode {
    /** Pixels of the finest node; more are not faster. */
    private static final int PIXELS = 1 << 18;
    /** Bytes of the widest node: what a band makes and drops again is memory beside the workspace. */
    private static final int BYTES = 1 << 25;
    /** Bands are at least as many halos high, so that little is computed twice. */
    private static final int LEAST_HALOS = 12;

    private final Graph graph;
    private final OpCode ops;
    private final Workspace workspace;
    private final Pass pass;
    private final String method;
    private final List<String> lines = new ArrayList<>();

    BandCode(Graph graph, OpCode ops, Workspace workspace, Pass pass) {
        this.graph = graph;
        this.workspace = workspace;
        this.ops = ops;
        this.pass = pass;
        method = "from_" + graph.nodes().get(pass.first()).name();
    }

    /** The method that computes the pass's outputs from its inputs. */
    List<String> method(List<String> statements) {
        boolean single = pass.outputs().size() == 1;
        String tensors = pass.outputs().stream().map(i -> "Tensor").collect(Collectors.joining(", "));
        line(0, "def " + method + "(self: __torch__.Net,");
        line(
                1,
                names(pass.inputs(), input -> ops.value(input) + ": Tensor") + ") -> "
                        + (single ? "Tensor:" : "Tuple[" + tensors + "]:"));
        statements.forEach(statement -> line(1, statement));
        String results = names(pass.outputs(), ops::value);
        line(1, "return " + (single ? results : "(" + results + ")"));
        return lines;
    }

    /** The statements that compute the values of the outputs from those of the inputs. */
    List<String> calls() {
        int first = pass.inputs().get(0);
        String x = ops.value(first);
        int pixels = graph.step(first) / pass.step() * (pass.unit() / pass.step());
        set(0, "units", call("torch.floordiv", call("torch.size", x, 2), rows(first)));
        set(0, "pixels", product(call("torch.size", x, 0), call("torch.size", x, 3), pixels));
        int least = Math.max(1, LEAST_HALOS * pass.halo());
        set(0, "band", call("ops.prim.max", least, call("torch.floordiv", pixelsOfBand(), "pixels")));
        line(0, "if torch.le(units, band):");
        set(1, names(pass.outputs(), this::whole), call("(self)." + method, names(pass.inputs(), ops::value)));
        line(0, "else:");
        for (int output : pass.outputs()) set(1, whole(output), place(output, x));
        set(1, "first", call("ops.prim.max", unasked("above"), 0));
        set(1, "last", call("torch.sub", "units", call("ops.prim.max", unasked("below"), 0)));
        line(1, "for i in range(torch.floordiv(torch.sub(torch.sub(torch.add(last, band), 1), first), band)):");
        band();
        for (int output : pass.outputs()) set(0, ops.value(output), whole(output));
        return lines;
    }

    private int pixelsOfBand() {
        double widest = IntStream.range(pass.first(), pass.end())
                .mapToDouble(node -> graph.channels(node) * Math.pow(pass.step() / (double) graph.step(node), 2))
                .max()
                .orElseThrow();
        return (int) Math.min(PIXELS, BYTES / (widest * ops.bytesPerValue()));
    }

    /** Units at an edge that nobody will read, from the rows of the network's output that are not asked for. */
    private String unasked(String rows) {
        return call("torch.floordiv", call("torch.sub", rows, pass.margin()), pass.unit());
    }

    private void band() {
        set(2, "begin", "torch.add(first, torch.mul(i, band))");
        set(2, "end", "ops.prim.min(torch.add(begin, band), last)");
        set(2, "low", "ops.prim.max(torch.sub(begin, " + pass.halo() + "), 0)");
        set(2, "high", "ops.prim.min(torch.add(end, " + pass.halo() + "), units)");
        String inputs = names(pass.inputs(), input -> slice(ops.value(input), input, "low", "high"));
        set(2, names(pass.outputs(), this::part), call("(self)." + method, inputs));
        for (int output : pass.outputs()) {
            String asked = slice(part(output), output, "torch.sub(begin, low)", "torch.sub(end, low)");
            set(2, "done", call("torch.copy_", slice(whole(output), output, "begin", "end"), asked));
        }
    }

    private String whole(int output) {
        return "whole_" + ops.value(output);
    }

    private String part(int output) {
        return "part_" + ops.value(output);
    }

    private String slice(String tensor, int node, String begin, String end) {
        return call("torch.slice", tensor, 2, product(begin, rows(node)), product(end, rows(node)));
    }

    /** The place of an output in the workspace, channels last; the network's own has a place to itself, channels first. */
    private String place(int output, String x) {
        int step = graph.step(output);
        int channels = graph.channels(output);
        String count = call("torch.size", x, 0);
        String height = product("units", rows(output));
        String width = call(
                "torch.floordiv",
                product(call("torch.size", x, 3), graph.step(pass.inputs().get(0))),
                step);
        String shape = list(count, channels, height, width);
        Long offset = workspace.offsets().get(output);
        if (offset == null) {
            String plane = product(width, height);
            return call("torch.as_strided", "output", shape, list(product(plane, channels), plane, width, 1), 0);
        }
        String row = product(width, channels);
        int side = graph.stride() / step;
        String blocks = call("torch.floordiv", product(count, height, width), side * side);
        return call(
                "torch.as_strided",
                "workspace",
                shape,
                list(product(row, height), 1, row, channels),
                product(blocks, offset));
    }

    private static String list(Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Rows of a node in a unit of height. */
    private int rows(int node) {
        return pass.unit() / graph.step(node);
    }

    private void set(int depth, String name, String value) {
        line(depth, name + " = " + value);
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + text);
    }

    private static String names(List<Integer> nodes, Function<Integer, String> text) {
        return nodes.stream().map(text).collect(Collectors.joining(", "));
    }

    private static String product(Object... factors) {
        return Arrays.stream(factors)
                .map(String::valueOf)
                .reduce((a, b) -> call("torch.mul", a, b))
                .orElseThrow();
    }

    private static String call(String name, Object... arguments) {
        return Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", name + "(", ")"));
    }
}
