package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Input;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.UpConv;

/** Grows a {@link Graph} node by node; each method returns the index of the node that it added. */
public final class GraphBuilder {
    private final int rank;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Starts with the input as node 0. */
    public GraphBuilder(int rank, int channels) {
        this.rank = rank;
        add("input", new Input(channels));
    }

    /** Adds an operation that reads earlier nodes, by their indices. */
    public int add(String name, Op op, int... inputs) {
        if (!names.add(name)) throw new IllegalArgumentException("Two nodes are called " + name);
        nodes.add(new Node(name, op, IntStream.of(inputs).boxed().toList()));
        return nodes.size() - 1;
    }

    /** The channels that a node puts out. */
    public int channels(int node) {
        return Channels.of(nodes, node);
    }

    /** Adds a convolution that keeps the size, to so many channels. */
    public int conv(String name, int input, int out, int kernel, boolean bias) {
        return add(name, Conv.same(channels(input), out, kernel, bias), input);
    }

    /** Adds a transposed convolution that doubles the size, to so many channels. */
    public int upConv(String name, int input, int out) {
        return add(name, new UpConv(channels(input), out, 2), input);
    }

    /** Adds a batch normalization of what a node puts out. */
    public int batchNorm(String name, int input) {
        return add(name, new BatchNorm(channels(input)), input);
    }

    /** All nodes, the last one being the output. */
    public Graph build() {
        return new Graph(rank, nodes);
    }
}
