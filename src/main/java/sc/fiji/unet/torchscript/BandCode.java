package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Pass;

/**
 * Writes how one {@link Pass} of a network is computed: band by band of rows, each with the halo it needs, put together
 * in tensors that are as large as the plane. What fits into one band is computed as it is.
 */
final class BandCode {
    /** As many pixels of the finest node as keep its values within a processor's caches. */
    private static final int PIXELS = 1 << 18;
    /** Bands are at least as many halos high, so that little is computed twice. */
    private static final int LEAST_HALOS = 12;

    private final Graph graph;
    private final OpCode ops;
    private final Pass pass;
    private final String method;
    private final List<String> lines = new ArrayList<>();

    BandCode(Graph graph, OpCode ops, Pass pass) {
        this.graph = graph;
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
                list(pass.inputs(), input -> ops.value(input) + ": Tensor") + ") -> "
                        + (single ? "Tensor:" : "Tuple[" + tensors + "]:"));
        statements.forEach(statement -> line(1, statement));
        String results = list(pass.outputs(), ops::value);
        line(1, "return " + (single ? results : "(" + results + ")"));
        return lines;
    }

    /** The statements that compute the values of the outputs from those of the inputs. */
    List<String> calls() {
        int first = pass.inputs().get(0);
        String x = ops.value(first);
        line(0, "units = " + call("torch.floordiv", call("torch.size", x, 2), rows(first)));
        line(
                0,
                "pixels = "
                        + call(
                                "torch.mul",
                                call("torch.mul", call("torch.size", x, 0), call("torch.size", x, 3)),
                                graph.step(first) / pass.step() * (pass.unit() / pass.step())));
        line(
                0,
                "band = "
                        + call(
                                "ops.prim.max",
                                Math.max(1, LEAST_HALOS * pass.halo()),
                                call("torch.floordiv", PIXELS, "pixels")));
        line(0, "if torch.le(units, band):");
        line(
                1,
                list(pass.outputs(), output -> "w" + ops.value(output))
                        + call(" = (self)." + method, list(pass.inputs(), ops::value)));
        line(0, "else:");
        for (int output : pass.outputs()) line(1, "w" + ops.value(output) + " = " + empty(output, x));
        line(
                1,
                "for i in range("
                        + call("torch.floordiv", call("torch.sub", call("torch.add", "units", "band"), 1), "band")
                        + "):");
        loop();
        for (int output : pass.outputs()) line(0, ops.value(output) + " = w" + ops.value(output));
        return lines;
    }

    private void loop() {
        line(2, "begin = torch.mul(i, band)");
        line(2, "end = ops.prim.min(torch.add(begin, band), units)");
        line(2, "low = ops.prim.max(torch.sub(begin, " + pass.halo() + "), 0)");
        line(2, "high = ops.prim.min(torch.add(end, " + pass.halo() + "), units)");
        line(
                2,
                list(pass.outputs(), output -> "b" + ops.value(output))
                        + call(
                                " = (self)." + method,
                                list(pass.inputs(), input -> slice(ops.value(input), input, "low", "high"))));
        for (int output : pass.outputs()) {
            String whole = slice("w" + ops.value(output), output, "begin", "end");
            String part = slice("b" + ops.value(output), output, "torch.sub(begin, low)", "torch.sub(end, low)");
            line(2, "c" + ops.value(output) + " = " + call("torch.copy_", whole, part));
        }
    }

    private String slice(String tensor, int node, String begin, String end) {
        return call("torch.slice", tensor, 2, call("torch.mul", begin, rows(node)), call("torch.mul", end, rows(node)));
    }

    private String empty(int output, String x) {
        String height = call("torch.mul", "units", rows(output));
        int from = graph.step(pass.inputs().get(0));
        String width = call("torch.floordiv", call("torch.mul", call("torch.size", x, 3), from), graph.step(output));
        return ops.empty(
                output,
                "[" + call("torch.size", x, 0) + ", " + graph.channels(output) + ", " + height + ", " + width + "]");
    }

    /** Rows of a node in a unit of height. */
    private int rows(int node) {
        return pass.unit() / graph.step(node);
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + text);
    }

    /** With a comma behind each, as the dialect has it. */
    private static String list(List<Integer> nodes, Function<Integer, String> text) {
        return nodes.stream().map(text).collect(Collectors.joining(", "));
    }

    private static String call(String name, Object... arguments) {
        return java.util.Arrays.stream(arguments)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
