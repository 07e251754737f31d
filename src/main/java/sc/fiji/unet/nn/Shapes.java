package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Infers the shape of what each node puts out for an image of one size; refuses an image that is too small or no
 * multiple of the stride.
 */
final class Shapes {
    private final List<Node> nodes;
    private final int[] image;
    private final List<Shape> shapes = new ArrayList<>();

    private Shapes(List<Node> nodes, int[] image) {
        this.nodes = nodes;
        this.image = image.clone();
    }

    /** By node; the first is the image, of this size (x, y, (z)). */
    static List<Shape> infer(List<Node> nodes, int[] image) {
        Shapes work = new Shapes(nodes, image);
        for (int i = 0; i < nodes.size(); i++) {
            work.shapes.add(new Shape(Channels.of(nodes, i), i == 0 ? image.clone() : work.size(nodes.get(i))));
        }
        return work.shapes;
    }

    private int[] size(Node node) {
        int[] in = commonSize(node);
        int[] out = new int[in.length];
        for (int axis = 0; axis < in.length; axis++) {
            out[axis] = node.op().footprint(axis).size(in[axis]);
        }
        if (Arrays.stream(out).allMatch(edge -> edge >= 1)) return out;
        throw new IllegalArgumentException(
                "The input " + Arrays.toString(image) + " is too small: nothing is left of it at " + node.name());
    }

    private int[] commonSize(Node node) {
        int[] first = shapes.get(node.input()).size();
        for (int input : node.inputs()) {
            int[] other = shapes.get(input).size();
            if (!Arrays.equals(first, other)) {
                throw new IllegalArgumentException(node.name() + " joins sizes " + Arrays.toString(first) + " and "
                        + Arrays.toString(other) + ": the input must be a multiple of the network's stride");
            }
        }
        return first;
    }
}
