package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.Foreign;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.nn.op.Readout;

/**
 * A network made ready to predict: batch normalization folded into the convolution before it, dropout and the outputs of
 * deep supervision gone, and softmax or sigmoid behind the logits, where the network does not end with such.
 *
 * @param graph without dropout, and without batch normalization after convolutions
 * @param weights of that graph
 * @param calibration what is known about the values between its nodes
 */
public record Inference(Graph graph, Weights weights, Calibration calibration) {
    /** A network of whose inner values nothing is known. */
    public Inference(Graph graph, Weights weights) {
        this(graph, weights, Calibration.NONE);
    }

    /** The same network with other knowledge of its inner values. */
    public Inference withCalibration(Calibration value) {
        return new Inference(graph, weights, value);
    }

    /** Derives the inference form of a trained network all of whose outputs stand for classes. */
    public static Inference of(Graph trained, Weights weights) {
        return of(trained, weights, trained.classes());
    }

    /**
     * Derives the inference form of a trained network.
     *
     * @param classes how many outputs stand for classes, the first ones; each of the others is a number by itself
     */
    public static Inference of(Graph trained, Weights weights, int classes) {
        Graph graph = trained.answering();
        Folding folding = new Folding(graph, weights.requireFit(graph, "inference form"));
        for (int i = 0; i < graph.nodes().size(); i++) folding.visit(i);
        folding.activate(classes);
        return new Inference(new Graph(graph.rank(), folding.nodes), new Weights(folding.arrays));
    }

    /** A network that only its own runtime computes: it is whole as it is. */
    public static Inference of(Foreign network, Graph described) {
        GraphBuilder alone = new GraphBuilder(described.rank(), described.channels());
        alone.add("foreign", network, 0);
        return new Inference(alone.build(), new Weights(Map.of()));
    }

    /** Copies nodes one by one; {@code moved} says where each old node's value is now found. */
    private static final class Folding {
        private final Graph graph;
        private final Weights weights;
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, float[]> arrays = new LinkedHashMap<>();
        private final Map<Integer, Integer> moved = new HashMap<>();

        Folding(Graph graph, Weights weights) {
            this.graph = graph;
            this.weights = weights;
        }

        void visit(int index) {
            Node node = graph.nodes().get(index);
            if (node.op() instanceof Dropout) {
                moved.put(index, moved.get(node.input()));
            } else if (node.op() instanceof BatchNorm norm && foldsInto(node.input())) {
                fold(node, norm);
                moved.put(index, moved.get(node.input()));
            } else {
                copy(index, node);
            }
        }

        private void copy(int index, Node node) {
            moved.put(index, nodes.size());
            nodes.add(new Node(
                    node.name(),
                    node.op(),
                    node.inputs().stream().map(moved::get).toList()));
            for (Parameter parameter : node.parameters(graph.rank())) {
                arrays.put(parameter.name(), weights.get(parameter.name()));
            }
        }

        private boolean foldsInto(int input) {
            return graph.nodes().get(input).op() instanceof Conv
                    && graph.consumers(input).size() == 1;
        }

        private void fold(Node node, BatchNorm norm) {
            int at = moved.get(node.input());
            Node before = nodes.get(at);
            Conv conv = (Conv) before.op();
            float[] weight = weights.get(before.name() + "_weight").clone();
            float[] bias = conv.bias() ? weights.get(before.name() + "_bias").clone() : new float[conv.out()];
            float[] scale = weights.get(node.name() + "_weight");
            float[] shift = weights.get(node.name() + "_bias");
            float[] mean = weights.get(node.name() + "_mean");
            float[] variance = weights.get(node.name() + "_variance");
            int perOutput = weight.length / conv.out();
            for (int o = 0; o < conv.out(); o++) {
                double gain = scale[o] / Math.sqrt(variance[o] + norm.eps());
                for (int k = 0; k < perOutput; k++) weight[o * perOutput + k] *= (float) gain;
                bias[o] = (float) ((bias[o] - mean[o]) * gain + shift[o]);
            }
            Conv biased = conv.withBias(true);
            nodes.set(at, new Node(before.name(), biased, before.inputs()));
            arrays.put(before.name() + "_weight", weight);
            arrays.put(before.name() + "_bias", bias);
        }

        void activate(int classes) {
            if (nodes.get(nodes.size() - 1).op() instanceof Readout own) { // as networks of others bring it
                if (own.isNone()) nodes.remove(nodes.size() - 1);
                return;
            }
            var kind = graph.classes() == 1 ? Activation.Kind.SIGMOID : Activation.Kind.SOFTMAX;
            Op readout = classes < graph.classes() ? new Readout(classes) : new Activation(kind);
            int logits = moved.get(graph.nodes().size() - 1);
            nodes.add(new Node("probabilities", readout, List.of(logits)));
        }
    }
}
