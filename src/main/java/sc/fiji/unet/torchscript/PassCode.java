package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Op;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Passes;

/**
 * Writes the method that computes a strip of a {@link Pass}: the rows {@code begin} to {@code end} of an image of
 * {@code height}, from those rows of the inputs that they depend on. No row is computed that nobody reads: along y, windows
 * are padded only where the image ends.
 */
final class PassCode extends OpCode {
    private static final double LEAST = -3e38; // bfloat16, too, reaches that far
    private final Pass pass;

    PassCode(Graph graph, Form form, Pass pass) {
        super(graph, form);
        this.pass = pass;
    }

    /** Of the method. */
    static String name(Graph graph, Pass pass) {
        return "from_" + graph.nodes().get(pass.first()).name();
    }

    /** The method that computes the pass's outputs from its inputs. */
    List<String> method() {
        List<String> lines = new ArrayList<>();
        String type = pass.outputs().stream().map(i -> "Tensor").collect(Collectors.joining(", "));
        boolean single = pass.outputs().size() == 1;
        lines.add("def " + name(graph, pass) + "(self: __torch__.Net,");
        lines.add("  " + list(pass.inputs(), input -> value(input) + ": Tensor, ")
                + "begin: int, end: int, height: int) -> " + (single ? type : "Tuple[" + type + "]") + ":");
        List<String> body = new ArrayList<>();
        for (int input : pass.inputs()) body.addAll(rows(input));
        for (int i = pass.first(); i < pass.end(); i++) {
            if (pass.reach().containsKey(i)) body.addAll(node(i));
        }
        for (int output : pass.outputs()) body.add(value(output) + " = " + asked(output));
        body.add("return "
                + (single ? value(pass.outputs().get(0)) : "(" + list(pass.outputs(), i -> value(i) + ", ") + ")"));
        body.forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String list(List<Integer> nodes, IntFunction<String> text) {
        return nodes.stream().map(text::apply).collect(Collectors.joining());
    }

    private List<String> rows(int node) {
        return List.of(
                first(node) + " = " + firstRow(graph, pass, node),
                last(node) + " = " + lastRow(graph, pass, node, "end"));
    }

    /** The first row of a node or input that the strip from {@code begin} on depends on, in its own rows. */
    static String firstRow(Graph graph, Pass pass, int node) {
        return "ops.prim.max(begin // " + graph.step(node) + " - "
                + pass.reach().get(node).before() + ", 0)";
    }

    /** One past the last row of a node or input that the strip up to {@code end} depends on. */
    static String lastRow(Graph graph, Pass pass, int node, String end) {
        int step = graph.step(node);
        int after = pass.reach().get(node).after();
        return "ops.prim.min(" + end + " // " + step + " + " + after + ", height // " + step + ")";
    }

    private List<String> node(int index) {
        List<String> lines = new ArrayList<>(rows(index));
        if (mergedIntoConvolution(index)) return lines;
        Node node = graph.nodes().get(index);
        for (int input : node.inputs()) {
            if (!operand(node, input).equals(value(input))) lines.addAll(operandOf(index, input));
        }
        lines.add(statement(index));
        if (node.op().enlarges()) lines.add(value(index) + " = " + ofEnlarged(index, node));
        return lines;
    }

    /** Of the rows that an input has those that this node reads, with its padding at the edges of the image. */
    private List<String> operandOf(int index, int input) {
        Node node = graph.nodes().get(index);
        Window window = Window.of(node.op());
        String low = first(index) + " * " + window.stride + " - " + window.padding;
        String high = "(" + last(index) + " - 1) * " + window.stride + " + " + (window.kernel - window.padding);
        String height = "height // " + graph.step(input);
        String rows = Script.rows(
                value(input),
                "ops.prim.max(" + low + ", 0) - " + first(input),
                "ops.prim.min(" + high + ", " + height + ") - " + first(input));
        String above = "ops.prim.max(-(" + low + "), 0)";
        String below = "ops.prim.max(" + high + " - " + height + ", 0)";
        String name = operand(node, input);
        if (window.padding == 0) return List.of(name + " = " + rows);
        String fill = node.op() instanceof Op.MaxPool ? Script.number(LEAST) : Script.number(0);
        return List.of(name + " = " + Script.call("(self).edged", rows, above, below, fill));
    }

    private String ofEnlarged(int index, Node node) {
        int factor = graph.step(node.input()) / graph.step(index);
        String skipped = first(node.input()) + " * " + factor;
        return Script.rows(value(index), first(index) + " - " + skipped, last(index) + " - " + skipped);
    }

    private String asked(int output) {
        int step = graph.step(output);
        return Script.rows(
                value(output), "begin // " + step + " - " + first(output), "end // " + step + " - " + first(output));
    }

    @Override
    String operand(Node node, int input) {
        return asItIs(node, input)
                ? value(input)
                : "r_" + node.name() + "_" + graph.nodes().get(input).name();
    }

    private boolean asItIs(Node node, int input) {
        if (node.op().enlarges()) return true;
        Pass.Reach asked =
                Passes.asked(node.op(), pass.reach().get(graph.nodes().indexOf(node)));
        return Window.of(node.op()).padding == 0 && asked.equals(pass.reach().get(input));
    }

    @Override
    String padding(int pixels) {
        return "[0, " + pixels + "]";
    }

    private String first(int node) {
        return "first_" + graph.nodes().get(node).name();
    }

    private String last(int node) {
        return "last_" + graph.nodes().get(node).name();
    }

    /** What a node looks at; of most a single row. */
    private record Window(int kernel, int stride, int padding) {
        static Window of(Op op) {
            if (op instanceof Op.Conv c) return new Window(c.kernel(), c.stride(), c.padding());
            if (op instanceof Op.MaxPool p) return new Window(p.kernel(), p.stride(), p.padding());
            return new Window(1, 1, 0);
        }
    }
}
