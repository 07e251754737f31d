package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.unet.nn.op.Heads;
import sc.fiji.unet.nn.op.Input;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.nn.op.ReceptiveField;

/**
 * A network as data: nodes in an order in which each comes after its inputs; the first is the image, the last the output.
 * Everything else about a network is derived from this and never declared. Immutable.
 *
 * @param rank number of spatial axes: 2 or 3
 * @param nodes at least the input
 */
public record Graph(int rank, List<Node> nodes) {
    /** Refuses nodes that come before their inputs. */
    public Graph {
        nodes = List.copyOf(nodes);
        if (rank < 2 || rank > 3) throw new IllegalArgumentException("rank " + rank + ": expected 2 or 3");
        if (nodes.isEmpty() || !(nodes.get(0).op() instanceof Input)) {
            throw new IllegalArgumentException("The first node must be the input");
        }
        for (int i = 0; i < nodes.size(); i++) {
            for (int input : nodes.get(i).inputs()) {
                if (input < 0 || input >= i) {
                    throw new IllegalArgumentException(nodes.get(i).name() + " comes before its input " + input);
                }
            }
        }
    }

    /** Channels of the image that the network reads. */
    public int channels() {
        return channels(0);
    }

    /** Channels of the output: one a class, or a single one for a sigmoid. */
    public int classes() {
        return channels(nodes.size() - 1);
    }

    /** How many channels a node puts out, by its index. */
    public int channels(int node) {
        return Channels.of(nodes, node);
    }

    /** The output nodes: one, or several under deep supervision, the first of which is the answer. */
    public List<Node> outputs() {
        Node last = nodes.get(nodes.size() - 1);
        if (!(last.op() instanceof Heads)) return List.of(last);
        return last.inputs().stream().map(nodes::get).toList();
    }

    /** The network without outputs that only serve its training, and without what only they need. */
    public Graph answering() {
        if (outputs().size() == 1) return this;
        return upTo(nodes.get(nodes.size() - 1).inputs().get(0));
    }

    /** The network that ends with a node, by its index, without what only others need. */
    public Graph upTo(int last) {
        Set<Integer> needed = new HashSet<>(List.of(0, last));
        for (int i = nodes.size() - 1; i > 0; i--) {
            if (needed.contains(i)) needed.addAll(nodes.get(i).inputs());
        }
        Map<Integer, Integer> moved = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!needed.contains(i)) continue;
            Node node = nodes.get(i);
            moved.put(i, kept.size());
            kept.add(new Node(
                    node.name(),
                    node.op(),
                    node.inputs().stream().map(moved::get).toList()));
        }
        return new Graph(rank, kept);
    }

    /** Every array of numbers, node by node. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (Node node : nodes) all.addAll(node.parameters(rank));
        return all;
    }

    /** Whether a node reads the image itself, if pooled, mirrored or cropped. */
    public boolean readsImage(Node node) {
        Node input = nodes.get(node.input());
        return input.op() instanceof Input || input.op().rearranges() && readsImage(input);
    }

    /** How many numbers training changes by their gradients. */
    public long parameterCount() {
        return parameters().stream()
                .filter(Parameter::learned)
                .mapToLong(Parameter::size)
                .sum();
    }

    /** The shape that each node puts out for an image of this size (x, y, (z)). */
    public List<Shape> shapes(int... size) {
        if (size.length != rank) {
            throw new IllegalArgumentException("Expected a size along " + rank + " axes, got " + size.length);
        }
        return Shapes.infer(nodes, size);
    }

    /** Floating point operations of one forward pass of one image of this size; a multiply-add counts two. */
    public long flops(int... size) {
        return new ForwardCost(nodes, shapes(size)).flops(rank);
    }

    /**
     * Bytes of the nodes' outputs for one image of this size.
     *
     * @param training all of them, which the backward pass needs; else the most that are alive at one time
     * @param bytesPerValue 4 in fp32, 2 in bf16
     * @param size x, y, (z)
     */
    public long activationBytes(boolean training, int bytesPerValue, int... size) {
        ForwardCost cost = new ForwardCost(nodes, shapes(size));
        return bytesPerValue * (training ? cost.allValues() : cost.peakValues());
    }

    /** By node, which pixels of the image a pixel of its output depends on, along x and y. */
    List<ReceptiveField> receptiveFields() {
        return receptiveFields(0);
    }

    /** By node, which pixels of the image a pixel of its output depends on, along an axis. */
    private List<ReceptiveField> receptiveFields(int axis) {
        List<ReceptiveField> fields = new ArrayList<>();
        for (Node node : nodes) {
            List<ReceptiveField> inputs =
                    node.inputs().stream().map(fields::get).toList();
            fields.add(node.op().receptiveField(axis, inputs));
        }
        return fields;
    }

    /** Which pixels of the image a pixel of the network's output depends on, along an axis: 0 for x to 2 for z. */
    public ReceptiveField receptiveField(int axis) {
        return receptiveFields(axis).get(nodes.size() - 1);
    }

    /** Downsampling factor of a node along x and y: image pixels between two neighboring pixels of it; a whole number for all that only pool and repeat. */
    public int downsampling(int node) {
        return (int) Math.ceil(receptiveFields().get(node).step());
    }

    /** Edges of the input along x and y must be multiples of this. */
    public int stride() {
        return stride(0);
    }

    /** The edge of the input along an axis, 0 for x to 2 for z, must be a multiple of this. */
    public int stride(int axis) {
        return receptiveFields(axis).stream()
                .mapToInt(field -> (int) Math.ceil(field.step()))
                .max()
                .orElseThrow();
    }

    /** Pixels around a tile, along x and y, that make its inside independent of where the tile was cut: a multiple of the stride. */
    public int halo() {
        return halo(0);
    }

    /** The same along an axis, 0 for x to 2 for z. */
    public int halo(int axis) {
        int stride = stride(axis);
        int radius = receptiveField(axis).radius();
        return (radius + stride - 1) / stride * stride;
    }

    /** Whether tiles can give what the whole image gives. */
    public boolean tileInvariant() {
        return nodes.stream().noneMatch(node -> node.op().scope() == Op.Scope.IMAGE);
    }

    /** The nodes that read this one's output. */
    public List<Integer> consumers(int node) {
        List<Integer> consumers = new ArrayList<>();
        for (int i = node + 1; i < nodes.size(); i++) {
            if (nodes.get(i).inputs().contains(node)) consumers.add(i);
        }
        return consumers;
    }
}
