package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Passes;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.OpTable;
import sc.fiji.unet.nn.op.SlidingWindow;

/**
 * Writes the method that computes a strip of a {@link Pass}: the rows {@code begin} to {@code end} of an image of
 * {@code height}, from those rows of the inputs that they depend on. No row is computed that nobody reads: along y, windows
 * are padded only where the image ends.
 */
final class PassCode extends OpCode {
    private static final double LEAST = -3e38; // bfloat16, too, reaches that far

    /** What lies beyond the edges of the image. */
    private static final OpTable<Node, Double> EDGES = new OpTable<Node, Double>("The padding of strips")
            .with(Conv.class, (conv, node) -> 0.)
            .with(MaxPool.class, (pool, node) -> LEAST);

    private final Pass pass;

    PassCode(Graph graph, Form form, Pass pass) {
        super(graph, form);
        this.pass = pass;
    }

    /** The name of the method that computes a strip of a pass. */
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
            if (pass.reach().containsKey(i)) body.addAll(lines(i));
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
        return "ops.prim.max(begin // " + graph.downsampling(node) + " - "
                + pass.reach().get(node).before() + ", 0)";
    }

    /** One past the last row of a node or input that the strip up to {@code end} depends on. */
    static String lastRow(Graph graph, Pass pass, int node, String end) {
        int downsampling = graph.downsampling(node);
        int after = pass.reach().get(node).after();
        return "ops.prim.min(" + end + " // " + downsampling + " + " + after + ", height // " + downsampling + ")";
    }

    private List<String> lines(int index) {
        List<String> lines = new ArrayList<>(rows(index));
        if (mergedIntoConvolution(index)) return lines;
        Node node = node(index);
        for (int input : node.inputs()) {
            if (!operand(node, input).equals(value(input))) lines.addAll(operandOf(index, input));
        }
        lines.add(statement(index));
        if (node.op().footprint().enlarges()) lines.add(value(index) + " = " + ofEnlarged(index, node));
        return lines;
    }

    /** The rows of an input that this node reads, with its padding at the edges of the image. */
    private List<String> operandOf(int index, int input) {
        Node node = node(index);
        SlidingWindow window = window(node);
        String low = first(index) + " * " + window.stride() + " - " + window.padding();
        String high = "(" + last(index) + " - 1) * " + window.stride() + " + " + (window.kernel() - window.padding());
        String height = "height // " + graph.downsampling(input);
        String rows = Script.rows(
                value(input),
                "ops.prim.max(" + low + ", 0) - " + first(input),
                "ops.prim.min(" + high + ", " + height + ") - " + first(input));
        String above = "ops.prim.max(-(" + low + "), 0)";
        String below = "ops.prim.max(" + high + " - " + height + ", 0)";
        String name = operand(node, input);
        if (window.padding() == 0) return List.of(name + " = " + rows);
        String fill = Script.number(bytes.beyond(node, input, EDGES.of(node.op(), node, node.name())));
        return List.of(name + " = " + Script.call("(self).edged", rows, above, below, fill));
    }

    private String ofEnlarged(int index, Node node) {
        int factor = graph.downsampling(node.input()) / graph.downsampling(index);
        String skipped = first(node.input()) + " * " + factor;
        return Script.rows(value(index), first(index) + " - " + skipped, last(index) + " - " + skipped);
    }

    private String asked(int output) {
        int downsampling = graph.downsampling(output);
        return Script.rows(
                value(output),
                "begin // " + downsampling + " - " + first(output),
                "end // " + downsampling + " - " + first(output));
    }

    @Override
    String operand(Node node, int input) {
        return asItIs(node, input)
                ? value(input)
                : "r_" + node.name() + "_" + node(input).name();
    }

    private boolean asItIs(Node node, int input) {
        if (node.op().footprint().enlarges()) return true;
        Pass.Reach asked =
                Passes.asked(node.op(), pass.reach().get(graph.nodes().indexOf(node)));
        return window(node).padding() == 0 && asked.equals(pass.reach().get(input));
    }

    @Override
    String padding(SlidingWindow window, SlidingWindow depth) {
        return "[0, " + window.padding() + "]";
    }

    private String first(int node) {
        return "first_" + node(node).name();
    }

    private String last(int node) {
        return "last_" + node(node).name();
    }

    /** What a node looks at where rows have to be chosen or added for it. */
    private static SlidingWindow window(Node node) {
        if (node.op().footprint() instanceof SlidingWindow window) return window;
        throw new IllegalArgumentException("Strips have no words for the rows that "
                + node.op().getClass().getSimpleName() + ", the operation of " + node.name()
                + ", reads: expected a window, got " + node.op().footprint() + ". Add it to PassCode.");
    }
}
