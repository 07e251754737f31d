package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Divides a 2-D network into its {@link Pass passes}. */
public final class Passes {
    private static final int PROBE = 64;
    private final Graph graph;
    private final int[] steps;

    private Passes(Graph graph) {
        this.graph = graph;
        steps = ReceptiveField.of(graph).stream()
                .mapToInt(field -> (int) field.step())
                .toArray();
    }

    /**
     * The passes in order, without the image itself; none where rows cannot be told apart: in 3-D, and where a node looks
     * at the whole plane or changes its size otherwise than by a factor.
     */
    public static List<Pass> of(Graph graph) {
        Passes passes = new Passes(graph);
        return passes.possible() ? passes.withMargins(passes.divide()) : List.of();
    }

    private boolean possible() {
        return graph.rank() == 2
                && graph.nodes().size() > 1
                && graph.nodes().stream().map(Node::op).allMatch(Passes::isLocal)
                && onlyScaled();
    }

    private static boolean isLocal(Op op) {
        return !(op instanceof Op.InstanceNorm
                || op instanceof Op.Unpool
                || op instanceof Op.Mirror
                || op instanceof Op.Crop);
    }

    private boolean onlyScaled() {
        int edge = PROBE * graph.stride();
        int[] size = {edge, edge};
        List<Shape> shapes = graph.shapes(size);
        return IntStream.range(0, steps.length).allMatch(i -> shapes.get(i).size()[0] * steps[i] == edge);
    }

    private List<Pass> divide() {
        List<Pass> passes = new ArrayList<>();
        int first = 1;
        for (int i = 2; i <= steps.length; i++) {
            if (i == steps.length || finest(i) != finest(first) && !continues(i, first)) {
                passes.add(pass(first, i));
                first = i;
            }
        }
        return passes;
    }

    /** An activation stays with what it acts on, which may compute both at once. */
    private boolean continues(int node, int first) {
        return graph.nodes().get(node).op() instanceof Op.Activation
                && graph.nodes().get(node).input() >= first;
    }

    /** The smaller step of what a node reads and what it puts out: pooling belongs to what it pools. */
    private int finest(int node) {
        return graph.nodes().get(node).inputs().stream()
                .mapToInt(input -> steps[input])
                .reduce(steps[node], Math::min);
    }

    private Pass pass(int first, int end) {
        List<Integer> inputs = IntStream.range(first, end)
                .boxed()
                .flatMap(i -> graph.nodes().get(i).inputs().stream())
                .filter(input -> input < first)
                .distinct()
                .sorted()
                .toList();
        List<Integer> outputs = IntStream.range(first, end)
                .filter(i ->
                        i == steps.length - 1 || graph.consumers(i).stream().anyMatch(consumer -> consumer >= end))
                .boxed()
                .toList();
        int unit = IntStream.concat(IntStream.range(first, end), inputs.stream().mapToInt(i -> i))
                .map(i -> steps[i])
                .max()
                .orElseThrow();
        return new Pass(
                first, end, inputs, outputs, finest(first), unit, new Reach(first, end).halo(outputs, inputs, unit), 0);
    }

    /** From the last pass to the first: what each asks of those before it. */
    private List<Pass> withMargins(List<Pass> passes) {
        List<Pass> all = new ArrayList<>(passes);
        for (int i = all.size() - 1; i >= 0; i--) {
            Pass pass = all.get(i);
            int asked = all.subList(i + 1, all.size()).stream()
                    .filter(reader -> reader.inputs().stream().anyMatch(pass::holds))
                    .mapToInt(reader -> reader.margin() + reader.halo() * reader.unit())
                    .max()
                    .orElse(0);
            all.set(i, pass.withMargin(ceil(asked / (double) pass.unit()) * pass.unit()));
        }
        return all;
    }

    /** How many rows of each node lie beyond the rows of a band whose edges are multiples of the unit. */
    private final class Reach {
        private final int[] before = new int[steps.length];
        private final int[] after = new int[steps.length];
        private final int first;
        private final int end;

        Reach(int first, int end) {
            this.first = first;
            this.end = end;
            Arrays.fill(before, Integer.MIN_VALUE);
            Arrays.fill(after, Integer.MIN_VALUE);
        }

        int halo(List<Integer> outputs, List<Integer> inputs, int unit) {
            for (int output : outputs) need(output, 0, 0);
            for (int i = end - 1; i >= first; i--) propagate(i);
            return inputs.stream()
                    .mapToInt(input -> ceil(Math.max(before[input], after[input]) * steps[input] / (double) unit))
                    .max()
                    .orElseThrow();
        }

        private void need(int node, int rowsBefore, int rowsAfter) {
            before[node] = Math.max(before[node], rowsBefore);
            after[node] = Math.max(after[node], rowsAfter);
        }

        private void propagate(int node) {
            Op op = graph.nodes().get(node).op();
            for (int input : graph.nodes().get(node).inputs()) {
                need(input, rowsBefore(op, before[node]), rowsAfter(op, after[node]));
            }
        }
    }

    private static int rowsBefore(Op op, int n) {
        if (op instanceof Op.Conv c) return n * c.stride() + c.padding();
        if (op instanceof Op.MaxPool p) return n * p.stride() + p.padding();
        if (op instanceof Op.UpConv up) return ceil(n / (double) up.factor());
        if (op instanceof Op.Upsample up) return ceil((n - 0.5) / up.factor() + 0.5);
        return n;
    }

    private static int rowsAfter(Op op, int n) {
        if (op instanceof Op.Conv c) return (n - 1) * c.stride() + c.kernel() - c.padding();
        if (op instanceof Op.MaxPool p) return (n - 1) * p.stride() + p.kernel() - p.padding();
        if (op instanceof Op.UpConv up) return ceil(n / (double) up.factor());
        if (op instanceof Op.Upsample up) return (int) Math.floor((n - 0.5) / up.factor() - 0.5) + 2;
        return n;
    }

    private static int ceil(double x) {
        return (int) Math.ceil(x);
    }
}
