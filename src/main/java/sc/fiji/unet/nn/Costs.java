package sc.fiji.unet.nn;

import java.util.List;

/** What a forward pass costs, from shapes alone. */
final class Costs {
    private Costs() {}

    static long flops(Graph graph, List<Shape> shapes) {
        long total = 0;
        for (int i = 0; i < shapes.size(); i++) {
            Op op = graph.nodes().get(i).op();
            total += shapes.get(i).values() * flopsPerValue(op, graph.rank());
        }
        return total;
    }

    private static long flopsPerValue(Op op, int rank) {
        if (op instanceof Op.Conv c) return 2L * c.in() * Parameter.power(c.kernel(), rank) + (c.bias() ? 1 : 0);
        if (op instanceof Op.UpConv up) return 2L * up.in() + 1;
        if (op instanceof Op.MaxPool pool) return Parameter.power(pool.kernel(), rank);
        if (op instanceof Op.Upsample) return 2L << rank;
        if (op instanceof Op.BatchNorm || op instanceof Op.InstanceNorm) return 2;
        if (op instanceof Op.Activation || op instanceof Op.Add || op instanceof Op.Multiply) return 1;
        return 0;
    }

    static long allValues(Graph graph, List<Shape> shapes) {
        return shapes.stream().mapToLong(Shape::values).sum();
    }

    /** Each output lives from its own step to that of its last reader. */
    static long peakValues(Graph graph, List<Shape> shapes) {
        int n = shapes.size();
        long[] alive = new long[n];
        for (int i = 0; i < n; i++) {
            int last = graph.consumers(i).stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(i);
            for (int step = i; step <= last; step++)
                alive[step] += shapes.get(i).values();
        }
        return java.util.Arrays.stream(alive).max().orElse(0);
    }
}
