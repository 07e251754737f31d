package sc.fiji.unet.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Calibration.Range;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.UpConv;

/**
 * Which part of a network in its inference form computes on bytes, by the names of its nodes: all convolutions but the first
 * and the last and those that are said to lose too much, what is pooled and joined between them, and nothing of which no range
 * is known. The rest stays float32.
 *
 * @param values what a byte stands for in the output of each node that puts out bytes
 * @param products convolutions that multiply bytes
 * @param largestWeight what the largest weight of each output channel of those is rounded to
 */
public record BytePlan(Map<String, Scale> values, Set<String> products, int largestWeight) {
    /** Nothing is computed on bytes. */
    public static final BytePlan NONE = new BytePlan(Map.of(), Set.of(), Calibration.WHOLE_BYTE);

    private static final int LARGEST = 255;

    /**
     * What a byte stands for: {@code step * (byte - zero)}.
     *
     * @param step between two neighboring bytes
     * @param zero the byte that stands for 0
     */
    public record Scale(double step, int zero) {
        static Scale of(Range range) {
            double step = (range.high() - range.low()) / LARGEST;
            return new Scale(step, (int) Math.round(-range.low() / step));
        }
    }

    /** Copies. */
    public BytePlan {
        values = Map.copyOf(values);
        products = Set.copyOf(products);
    }

    /** Plans for a network; none where it has no passes, as in 3-D, or nothing to gain. */
    public static BytePlan of(Graph graph, Calibration calibration) {
        if (calibration.ranges().isEmpty() || Passes.of(graph).isEmpty()) return NONE;
        return new Plan(graph, calibration).make();
    }

    /** Whether nothing is computed on bytes. */
    public boolean isEmpty() {
        return products.isEmpty();
    }

    /** What a byte stands for in the output of a node; empty where that is floats. */
    public Optional<Scale> value(String node) {
        return Optional.ofNullable(values.get(node));
    }

    /** The share of a network's operations that is computed on bytes, 0 to 1. */
    public double share(Graph graph) {
        int[] size = new int[graph.rank()];
        Arrays.fill(size, graph.stride());
        ForwardCost cost = new ForwardCost(graph.nodes(), graph.shapes(size));
        return cost.flops(graph.rank(), node -> products.contains(node.name())) / (double) cost.flops(graph.rank());
    }

    /** The making of a plan, by indices of nodes. */
    private static final class Plan {
        private final Graph graph;
        private final Calibration calibration;
        private final int last;
        private final boolean[] bytes;
        private final int[] group;

        Plan(Graph graph, Calibration calibration) {
            this.graph = graph;
            this.calibration = calibration;
            int n = graph.nodes().size();
            last = IntStream.range(0, n)
                    .filter(i -> op(i) instanceof Conv)
                    .max()
                    .orElse(-1);
            bytes = new boolean[n];
            group = IntStream.range(0, n).toArray();
        }

        BytePlan make() {
            for (int i = bytes.length - 1; i >= 0; i--) bytes[i] = isWanted(i);
            for (int i = 0; i < bytes.length; i++) {
                if (!moves(i)) continue;
                for (int input : inputs(i)) join(group[input], group[i]);
            }
            Map<Integer, Range> ranges = new HashMap<>();
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i]) ranges.merge(group[i], range(i).orElseThrow(), Range::union);
            }
            Map<String, Scale> values = new HashMap<>();
            Set<String> products = new HashSet<>();
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i]) values.put(name(i), Scale.of(ranges.get(group[i])));
                if (multiplies(i)) products.add(name(i));
            }
            return new BytePlan(values, products, calibration.largestWeight());
        }

        /** Whether somebody computes on the bytes of a node; nodes are visited from the last to the first. */
        private boolean isWanted(int node) {
            return range(node).isPresent()
                    && graph.consumers(node).stream().anyMatch(reader -> multiplies(reader) || moves(reader));
        }

        /** Whether a node multiplies bytes. */
        private boolean multiplies(int node) {
            boolean convolves = op(node) instanceof Conv || op(node) instanceof UpConv;
            return convolves
                    && node != last
                    && !calibration.floats().contains(name(node))
                    && !graph.readsImage(graph.nodes().get(node))
                    && range(graph.nodes().get(node).input()).isPresent();
        }

        /** Whether a node hands bytes on as they are. */
        private boolean moves(int node) {
            boolean pools = op(node) instanceof MaxPool pool && pool.padding() == 0;
            return bytes[node]
                    && (pools || op(node) instanceof Concat)
                    && inputs(node).stream().allMatch(input -> range(input).isPresent());
        }

        private void join(int from, int to) {
            for (int i = 0; i < group.length; i++) if (group[i] == from) group[i] = to;
        }

        private List<Integer> inputs(int node) {
            return graph.nodes().get(node).inputs();
        }

        private Optional<Range> range(int node) {
            return calibration.range(name(node));
        }

        private String name(int node) {
            return graph.nodes().get(node).name();
        }

        private Op op(int node) {
            return graph.nodes().get(node).op();
        }
    }
}
