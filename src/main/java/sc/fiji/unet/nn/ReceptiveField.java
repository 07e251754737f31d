package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * The input pixels that a node's pixel depends on, along any one axis: pixel p reads the input's pixels
 * {@code step * p + low} to {@code step * p + high}, at most.
 *
 * @param step input pixels between neighbouring pixels of the node
 * @param low offset of the first input pixel read
 * @param high offset of the last input pixel read
 */
public record ReceptiveField(double step, double low, double high) {
    /** The farthest that an output pixel of the input's size looks to either side, in input pixels. */
    public int radius() {
        return (int) Math.ceil(Math.max(-low, high));
    }

    static List<ReceptiveField> of(Graph graph) {
        List<ReceptiveField> fields = new ArrayList<>();
        for (Node node : graph.nodes()) fields.add(of(node, fields));
        return fields;
    }

    private static ReceptiveField of(Node node, List<ReceptiveField> fields) {
        Op op = node.op();
        if (op instanceof Op.Input) return new ReceptiveField(1, 0, 0);
        if (op instanceof Op.Heads) return fields.get(node.input());
        ReceptiveField in = node.inputs().stream()
                .map(fields::get)
                .reduce(ReceptiveField::union)
                .orElseThrow();
        if (op instanceof Op.Conv c) return in.window(c.kernel(), c.stride(), c.padding());
        if (op instanceof Op.MaxPool p) return in.window(p.kernel(), p.stride(), p.padding());
        if (op instanceof Op.UpConv up) return in.repeat(up.factor());
        if (op instanceof Op.Unpool up) return in.repeat(up.factor());
        if (op instanceof Op.Upsample up) return in.interpolate(up.factor());
        if (op instanceof Op.Crop crop) return in.shift(crop.border());
        if (op instanceof Op.Mirror mirror) return in.shift(-mirror.border());
        return in;
    }

    private ReceptiveField union(ReceptiveField other) {
        return new ReceptiveField(Math.min(step, other.step), Math.min(low, other.low), Math.max(high, other.high));
    }

    private ReceptiveField window(int kernel, int stride, int padding) {
        return new ReceptiveField(step * stride, low - step * padding, high + step * (kernel - 1 - padding));
    }

    private ReceptiveField repeat(int factor) {
        double fine = step / factor;
        return new ReceptiveField(fine, low - fine * (factor - 1), high);
    }

    private ReceptiveField shift(int pixels) {
        return new ReceptiveField(step, low + pixels * step, high + pixels * step);
    }

    /**
     * Output q reads the two neighbours of (q + 1/2) / factor - 1/2, which lie 3/2 - 1/factor before q / factor and 1/2
     * behind it at most.
     */
    private ReceptiveField interpolate(int factor) {
        return new ReceptiveField(step / factor, low - step * (1.5 - 1.0 / factor), high + step / 2);
    }
}
