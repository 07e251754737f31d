package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.GraphText;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Foreign;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.nn.op.UpConv;

/** Adds to either end of a network, and takes from it. */
final class NetworkEnds {
    private NetworkEnds() {}

    /** The operation of the last node. */
    static Op last(Transfer.Source network) {
        List<Node> nodes = network.graph().nodes();
        return nodes.get(nodes.size() - 1).op();
    }

    /** Without the last node, an activation, where what it reads stands just before it. */
    static Transfer.Source withoutLast(Transfer.Source network) {
        Graph graph = network.graph();
        int before = graph.nodes().get(graph.nodes().size() - 1).input();
        if (before != graph.nodes().size() - 2) {
            throw new IllegalArgumentException("the network computes something that nothing reads");
        }
        return new Transfer.Source(new Graph(graph.rank(), graph.nodes().subList(0, before + 1)), network.weights());
    }

    /** With layers between the image and all that reads it. */
    static Transfer.Source after(List<PixelLayer> layers, Transfer.Source network) {
        Graph graph = network.graph();
        Added added = new Added(graph.nodes().subList(0, 1), network.weights(), "prepared");
        added.add(layers, graph.channels());
        int more = added.nodes.size() - 1;
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            added.nodes.add(new Node(
                    node.name(),
                    node.op(),
                    node.inputs().stream().map(input -> input + more).toList()));
        }
        return added.network(graph.rank());
    }

    /** Followed by layers. */
    static Transfer.Source followed(Transfer.Source network, List<PixelLayer> layers) {
        Graph graph = network.graph();
        Added added = new Added(graph.nodes(), network.weights(), "layer");
        added.add(layers, graph.classes());
        return added.network(graph.rank());
    }

    private static final class Added {
        private final List<Node> nodes;
        private final Map<String, float[]> arrays;
        private final String prefix;

        Added(List<Node> nodes, Weights weights, String prefix) {
            this.nodes = new ArrayList<>(nodes);
            arrays = new LinkedHashMap<>(weights.arrays());
            this.prefix = prefix;
        }

        Transfer.Source network(int rank) {
            return new Transfer.Source(new Graph(rank, nodes), new Weights(arrays));
        }

        void add(List<PixelLayer> layers, int channels) {
            int width = channels;
            for (PixelLayer layer : layers) {
                add(layer, width);
                width = layer.channels(width);
            }
        }

        /** Channels that a layer leaves alone go around it. */
        private void add(PixelLayer layer, int width) {
            int end = nodes.size() - 1;
            boolean whole = layer.made() == layer.channels(width);
            if (layer.maps() || !whole) conv(end, rows(layer, width), layer.shift());
            if (!layer.then().equals("none")) node(activation(layer.then()), nodes.size() - 1);
            if (whole) return;
            List<Integer> parts = new ArrayList<>();
            int changed = nodes.size() - 1;
            if (layer.from() > 0) parts.add(part(end, 0, layer.from(), width));
            parts.add(changed);
            if (layer.to() < width) parts.add(part(end, layer.to(), width, width));
            nodes.add(new Node(prefix + nodes.size(), new Concat(), parts));
        }

        private int part(int input, int from, int to, int width) {
            float[][] rows = new float[to - from][width];
            for (int c = from; c < to; c++) rows[c - from][c] = 1;
            conv(input, rows);
            return nodes.size() - 1;
        }

        private static float[][] rows(PixelLayer layer, int width) {
            float[][] rows = new float[layer.made()][width];
            for (int k = 0; k < rows.length; k++) {
                if (!layer.maps()) rows[k][layer.from() + k] = 1;
                else
                    for (int c = layer.from(); c < layer.to(); c++)
                        rows[k][c] = (float) layer.rows()[k][c - layer.from()];
            }
            return rows;
        }

        private void conv(int input, float[][] rows, double... shift) {
            String name = prefix + nodes.size();
            int in = rows[0].length;
            float[] weight = new float[rows.length * in];
            float[] bias = new float[rows.length];
            for (int k = 0; k < rows.length; k++) {
                System.arraycopy(rows[k], 0, weight, k * in, in);
                if (k < shift.length) bias[k] = (float) shift[k];
            }
            arrays.put(name + "_weight", weight);
            arrays.put(name + "_bias", bias);
            node(new Conv(in, rows.length, 1, 1, 0, true), input);
        }

        private void node(Op op, int input) {
            nodes.add(new Node(prefix + nodes.size(), op, List.of(input)));
        }

        private static Activation activation(String name) {
            return new Activation(Activation.Kind.valueOf(name.toUpperCase(Locale.ROOT)));
        }
    }

    /**
     * Followed by a linear map of its outputs, which a convolution at its end takes over.
     *
     * @param rows for each new output the factor of each old one
     * @param shift added to each new output
     */
    static Transfer.Source mapped(Transfer.Source network, float[][] rows, float[] shift) {
        Graph graph = network.graph();
        int end = graph.nodes().size() - 1;
        Node last = graph.nodes().get(end);
        boolean merges = last.op() instanceof Conv;
        int in = merges ? ((Conv) last.op()).in() : graph.classes();
        int kernel = merges ? ((Conv) last.op()).kernel() : 1;
        Conv conv = merges
                ? new Conv(in, rows.length, kernel, ((Conv) last.op()).stride(), ((Conv) last.op()).padding(), true)
                : new Conv(in, rows.length, 1, 1, 0, true);
        String name = merges ? last.name() : "classes";
        List<Node> nodes = new ArrayList<>(graph.nodes());
        if (merges) nodes.set(end, new Node(name, conv, last.inputs()));
        else nodes.add(new Node(name, conv, List.of(end)));
        Map<String, float[]> arrays = new LinkedHashMap<>(network.weights().arrays());
        float[] weight = merges ? network.weights().get(name + "_weight") : identity(in);
        boolean biased = merges && ((Conv) last.op()).bias();
        float[] bias = biased ? network.weights().get(name + "_bias") : new float[graph.classes()];
        arrays.put(name + "_weight", product(rows, weight));
        arrays.put(name + "_bias", sum(product(rows, bias), shift));
        return new Transfer.Source(new Graph(graph.rank(), nodes), new Weights(arrays));
    }

    /** As above, by the map of a layer. */
    static Transfer.Source mapped(Transfer.Source network, PixelLayer map) {
        float[] shift = new float[map.made()];
        for (int k = 0; k < shift.length; k++) shift[k] = (float) map.shift()[k];
        return mapped(network, Added.rows(map, network.graph().classes()), shift);
    }

    /**
     * Followed by a linear map of its outputs, each of which is repeated along all spatial axes.
     *
     * @param factor how often
     */
    static Transfer.Source repeated(Transfer.Source network, float[][] rows, float[] shift, int factor) {
        Graph graph = network.graph();
        int in = graph.classes();
        int block = (int) Math.pow(factor, graph.rank());
        float[] weight = new float[in * rows.length * block]; // (in, out, (z), y, x)
        for (int i = 0; i < weight.length; i++) {
            int channel = i / block;
            weight[i] = rows[channel % rows.length][channel / rows.length];
        }
        Map<String, float[]> arrays = new LinkedHashMap<>(network.weights().arrays());
        arrays.put("classes_weight", weight);
        arrays.put("classes_bias", shift);
        Transfer.Source whole = new Transfer.Source(graph, new Weights(arrays));
        return followed(whole, "classes", new UpConv(in, rows.length, factor));
    }

    /** Followed by an operation, whose weights are there. */
    static Transfer.Source followed(Transfer.Source network, String name, Op op) {
        List<Node> nodes = new ArrayList<>(network.graph().nodes());
        nodes.add(new Node(name, op, List.of(nodes.size() - 1)));
        return new Transfer.Source(new Graph(network.graph().rank(), nodes), network.weights());
    }

    private static float[] identity(int n) {
        float[] matrix = new float[n * n];
        for (int i = 0; i < n; i++) matrix[i * n + i] = 1;
        return matrix;
    }

    private static float[] product(float[][] rows, float[] matrix) {
        int length = matrix.length / rows[0].length;
        float[] product = new float[rows.length * length];
        for (int o = 0; o < rows.length; o++) {
            for (int i = 0; i < rows[o].length; i++) {
                if (rows[o][i] == 0) continue;
                for (int k = 0; k < length; k++) product[o * length + k] += rows[o][i] * matrix[i * length + k];
            }
        }
        return product;
    }

    private static float[] sum(float[] values, float[] more) {
        for (int i = 0; i < values.length; i++) values[i] += more[i];
        return values;
    }

    /** A network that only its own runtime computes, with what becomes of its answer, as one; others as they are. */
    static Transfer.Source described(Transfer.Source network) {
        Graph graph = network.graph();
        if (graph.foreign().isEmpty()) return network;
        Foreign file = graph.foreign().get();
        GraphBuilder all = new GraphBuilder(graph.rank(), graph.channels());
        all.add("foreign", new Foreign(graph.classes(), file.stride(), file.halo()), 0);
        return new Transfer.Source(all.build(), new Weights(Map.of()));
    }

    /** The network as the word in a card builds it again, whose nodes have other names. */
    static Transfer.Source as(String word, Transfer.Source network) {
        Graph graph = network.graph();
        Graph named = GraphText.parse(word, graph.rank(), graph.channels(), graph.classes());
        List<Parameter> from = graph.parameters();
        List<Parameter> to = named.parameters();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int i = 0; i < to.size(); i++)
            arrays.put(to.get(i).name(), network.weights().get(from.get(i).name()));
        return new Transfer.Source(named, new Weights(arrays));
    }
}
