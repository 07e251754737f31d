package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Crop;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.ReceptiveField;
import sc.fiji.unet.nn.op.SlidingWindow;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;

/**
 * How a network goes about z where slices lie farther apart than pixels, or are few, after nnU-Net (Isensee et al. 2021):
 * its finest levels look at each slice by itself, those below see across slices and halve their number too, until only
 * planes are halved. What it does to a node follows from the resolution at which the node works, so that every
 * architecture has it.
 *
 * @param planes levels, from the finest, that look at each slice by itself
 * @param halvings how often the number of slices is halved at most, on the levels after these
 */
public record Anisotropy(int planes, int halvings) {
    private static final int UNBOUNDED = 30;

    /** As x and y. */
    public static final Anisotropy NONE = new Anisotropy(0, UNBOUNDED);

    /** Refuses negative numbers. */
    public Anisotropy {
        if (planes < 0) throw OptionException.outOfRange("planes", planes, "0 or more");
        if (halvings < 0) throw OptionException.outOfRange("halvings", halvings, "0 or more");
    }

    /** Whether z is as x and y in a network that halves so often. */
    public boolean isNone(int depth) {
        return planes == 0 && halvings >= depth;
    }

    /** The network that treats z in this way, made of one for cubes; one without z stays as it is. */
    public Graph applyTo(Graph graph) {
        if (graph.rank() == 2 || equals(NONE)) return graph;
        List<ReceptiveField> fields = graph.receptiveFields();
        List<Node> nodes = new ArrayList<>(List.of(graph.nodes().get(0)));
        for (int i = 1; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            int from = level(fields.get(node.input()));
            nodes.add(new Node(node.name(), changed(node.op(), from, level(fields.get(i))), node.inputs()));
        }
        return new Graph(graph.rank(), nodes);
    }

    /** How often a node's pixels were halved. */
    private static int level(ReceptiveField field) {
        return 31 - Integer.numberOfLeadingZeros((int) Math.ceil(field.step()));
    }

    private Op changed(Op op, int from, int to) {
        if (op instanceof Conv conv) return conv.withDepth(window(conv.depth(), from, to));
        if (op instanceof MaxPool pool) {
            return new MaxPool(pool.kernel(), pool.stride(), pool.padding(), window(pool.depth(), from, to));
        }
        if (op instanceof UpConv up) return new UpConv(up.in(), up.out(), up.factor(), step(to, from));
        if (op instanceof Upsample up) return new Upsample(up.factor(), step(to, from));
        if (op instanceof Unpool up) return new Unpool(up.factor(), step(to, from));
        if (op instanceof Mirror || op instanceof Crop) {
            throw new OptionException(
                    "convolutions = valid is for planes, and volumes whose slices lie as close as their"
                            + " pixels: choose convolutions=same.");
        }
        return op;
    }

    private SlidingWindow window(SlidingWindow cube, int from, int to) {
        int step = step(from, to);
        boolean apart = cube.kernel() == cube.stride() && cube.padding() == 0;
        if (apart) return new SlidingWindow(step, step, 0);
        if (to < planes) return SlidingWindow.POINT;
        return new SlidingWindow(cube.kernel(), step, cube.padding());
    }

    /** Slices of a finer level for each of a coarser one. */
    private int step(int finer, int coarser) {
        return 1 << halved(coarser) - halved(finer);
    }

    private int halved(int level) {
        return Math.max(0, Math.min(halvings, level - planes));
    }
}
