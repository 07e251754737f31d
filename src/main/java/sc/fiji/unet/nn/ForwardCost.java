package sc.fiji.unet.nn;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What a forward pass costs, from the nodes in their order and the shapes that they put out. */
record ForwardCost(List<Node> nodes, List<Shape> shapes) {
    /** Floating point operations; a multiply-add counts two. */
    long flops(int rank) {
        return flops(rank, node -> true);
    }

    /** Those of some nodes. */
    long flops(int rank, Predicate<Node> counted) {
        long total = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (counted.test(nodes.get(i)))
                total += shapes.get(i).values() * nodes.get(i).op().flopsPerValue(rank);
        }
        return total;
    }

    /** Values that all nodes put out. */
    long allValues() {
        return shapes.stream().mapToLong(Shape::values).sum();
    }

    /** The most values that are alive at one time: each output lives from its own node to its last reader. */
    long peakValues() {
        long[] alive = new long[nodes.size()];
        for (int i = 0; i < alive.length; i++) {
            for (int at = i; at <= lastReader(i); at++)
                alive[at] += shapes.get(i).values();
        }
        return Arrays.stream(alive).max().orElse(0);
    }

    private int lastReader(int node) {
        for (int i = nodes.size() - 1; i > node; i--) {
            if (nodes.get(i).inputs().contains(node)) return i;
        }
        return node;
    }
}
