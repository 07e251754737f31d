package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Footprint;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Readout;

/** Divides a 2-D network into its {@link Pass passes}. */
public final class Passes {
    private static final int PROBE = 64;
    /**
     * From this factor on a strip has so few rows that a convolution had better keep its last rows for the next strip than
     * have them computed again; on finer levels copying them all takes longer than computing a few.
     */
    private static final int COARSE = 4;

    private final Graph graph;
    private final int[] downsampling;

    private Passes(Graph graph) {
        this.graph = graph;
        downsampling = graph.receptiveFields().stream()
                .mapToInt(field -> (int) field.step())
                .toArray();
    }

    /**
     * The passes in order, without the image itself; none where rows cannot be told apart: in 3-D, and where a node looks
     * at the whole plane or changes its size otherwise than by a factor.
     */
    public static List<Pass> of(Graph graph) {
        Passes passes = new Passes(graph);
        return passes.possible() ? passes.withLeads(passes.divide()) : List.of();
    }

    private boolean possible() {
        return graph.rank() == 2
                && graph.nodes().size() > 1
                && graph.nodes().stream().map(Node::op).allMatch(op -> op.scope() == Op.Scope.STRIP)
                && onlyScaled();
    }

    private boolean onlyScaled() {
        int edge = PROBE * graph.stride();
        int[] size = {edge, edge};
        List<Shape> shapes = graph.shapes(size);
        return IntStream.range(0, downsampling.length)
                .allMatch(i -> shapes.get(i).size()[0] * downsampling[i] == edge);
    }

    private List<Pass> divide() {
        List<Pass> passes = new ArrayList<>();
        int first = 1;
        for (int i = 2; i <= downsampling.length; i++) {
            if (i == downsampling.length || beginsPass(i, first) && !continues(i, first)) {
                passes.add(pass(first, i));
                first = i;
            }
        }
        return passes;
    }

    private boolean beginsPass(int node, int first) {
        return finest(node) != finest(first)
                || finest(node) >= COARSE
                        && looksAround(node)
                        && IntStream.range(first, node).anyMatch(this::looksAround);
    }

    private boolean looksAround(int node) {
        return graph.nodes().get(node).op() instanceof Conv conv && conv.padding() > 0;
    }

    /** An activation stays with what it acts on, which may compute both at once. */
    private boolean continues(int node, int first) {
        Op op = graph.nodes().get(node).op();
        boolean acts = op instanceof Activation || op instanceof Readout;
        return acts && graph.nodes().get(node).input() >= first;
    }

    /** The smaller downsampling factor of what a node reads and what it puts out: pooling belongs to what it pools. */
    private int finest(int node) {
        return graph.nodes().get(node).inputs().stream()
                .mapToInt(input -> downsampling[input])
                .reduce(downsampling[node], Math::min);
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
                .filter(i -> i == downsampling.length - 1
                        || graph.consumers(i).stream().anyMatch(consumer -> consumer >= end))
                .boxed()
                .toList();
        int unit = IntStream.concat(IntStream.range(first, end), inputs.stream().mapToInt(i -> i))
                .map(i -> downsampling[i])
                .max()
                .orElseThrow();
        return new Pass(first, end, inputs, outputs, unit, reach(first, end, outputs), 0);
    }

    private Map<Integer, Pass.Reach> reach(int first, int end, List<Integer> outputs) {
        Map<Integer, Pass.Reach> reach = new HashMap<>();
        for (int output : outputs) reach.put(output, new Pass.Reach(0, 0));
        for (int i = end - 1; i >= first; i--) {
            Pass.Reach own = reach.get(i);
            if (own == null) continue; // nobody reads it
            Pass.Reach asked = asked(graph.nodes().get(i).op(), own);
            for (int input : graph.nodes().get(i).inputs()) reach.merge(input, asked, Passes::wider);
        }
        return reach;
    }

    private static Pass.Reach wider(Pass.Reach a, Pass.Reach b) {
        return new Pass.Reach(Math.max(a.before(), b.before()), Math.max(a.after(), b.after()));
    }

    /** From the last pass to the first: what each asks of those before it. */
    private List<Pass> withLeads(List<Pass> passes) {
        List<Pass> all = new ArrayList<>(passes);
        for (int p = all.size() - 1; p >= 0; p--) {
            int lead = 0;
            for (Pass reader : all.subList(p + 1, all.size())) {
                for (int input : reader.inputs()) {
                    if (all.get(p).holds(input)) lead = Math.max(lead, lead(reader, input));
                }
            }
            all.set(
                    p,
                    all.get(p)
                            .withLead(ceilDiv(lead, all.get(p).unit())
                                    * all.get(p).unit()));
        }
        return all;
    }

    private int lead(Pass reader, int input) {
        Pass.Reach reach = reader.reach().get(input);
        return reader.lead() + Math.max(reach.before(), reach.after()) * downsampling[input];
    }

    /** The rows of what a node reads that some rows of its output depend on. */
    public static Pass.Reach asked(Op op, Pass.Reach rows) {
        Footprint footprint = op.footprint();
        return new Pass.Reach(footprint.before(rows.before()), footprint.after(rows.after()));
    }

    private static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }
}
