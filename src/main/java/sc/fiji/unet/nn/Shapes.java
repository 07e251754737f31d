package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Infers the shape that every node puts out. */
final class Shapes {
    private Shapes() {}

    static List<Shape> infer(Graph graph, int[] size) {
        if (size.length != graph.rank()) {
            throw new IllegalArgumentException("Expected a size along " + graph.rank() + " axes, got " + size.length);
        }
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) shapes.add(shape(graph, i, shapes, size));
        return shapes;
    }

    private static Shape shape(Graph graph, int index, List<Shape> shapes, int[] size) {
        Node node = graph.nodes().get(index);
        if (node.op() instanceof Op.Input) return new Shape(graph.channels(), size.clone());
        int[] in = shapes.get(node.input()).size();
        if (node.inputs().size() > 1 && !(node.op() instanceof Op.Unpool)) requireEqual(node, shapes);
        int[] out = Arrays.stream(in).map(edge(node.op())).toArray();
        for (int edge : out) {
            if (edge < 1) {
                throw new IllegalArgumentException("The input " + Arrays.toString(size)
                        + " is too small: nothing is left of it at " + node.name());
            }
        }
        return new Shape(graph.channels(index), out);
    }

    private static IntUnaryOperator edge(Op op) {
        if (op instanceof Op.Conv c) return n -> window(n, c.kernel(), c.stride(), c.padding());
        if (op instanceof Op.MaxPool p) return n -> window(n, p.kernel(), p.stride(), p.padding());
        if (op instanceof Op.UpConv up) return n -> n * up.factor();
        if (op instanceof Op.Unpool up) return n -> n * up.factor();
        if (op instanceof Op.Upsample up) return n -> n * up.factor();
        if (op instanceof Op.Crop crop) return n -> n - 2 * crop.border();
        if (op instanceof Op.Mirror mirror) return n -> n > mirror.border() ? n + 2 * mirror.border() : 0;
        return n -> n;
    }

    private static int window(int n, int kernel, int stride, int padding) {
        return Math.floorDiv(n + 2 * padding - kernel, stride) + 1;
    }

    private static void requireEqual(Node node, List<Shape> shapes) {
        int[] first = shapes.get(node.input()).size();
        for (int input : node.inputs()) {
            int[] other = shapes.get(input).size();
            if (!Arrays.equals(first, other)) {
                throw new IllegalArgumentException(node.name() + " joins sizes " + Arrays.toString(first) + " and "
                        + Arrays.toString(other) + ": the input must be a multiple of the network's stride");
            }
        }
    }
}
