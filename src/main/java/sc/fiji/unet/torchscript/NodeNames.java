package sc.fiji.unet.torchscript;

import java.util.stream.Collectors;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;

/** What TorchScript code calls the values of a graph: what nodes put out, read and own. */
class NodeNames {
    final Graph graph;

    NodeNames(Graph graph) {
        this.graph = graph;
    }

    final Node node(int index) {
        return graph.nodes().get(index);
    }

    /** The name of a node's output. */
    final String value(int index) {
        return "v_" + node(index).name();
    }

    /** The name of the places where a pooling found its maxima. */
    final String indices(int index) {
        return "i_" + node(index).name();
    }

    /** The name of an array that a node owns. */
    final String self(int index, String role) {
        return "self." + node(index).name() + "_" + role;
    }

    /** What a node reads of an earlier one. */
    String operand(Node node, int input) {
        return value(input);
    }

    /** The same in the kind of numbers that the node computes in. */
    String read(int index, int input) {
        return operand(node(index), input);
    }

    /** What a node reads of its only or first input. */
    final String operand(int index) {
        return read(index, node(index).input());
    }

    /** The list of what a node reads of all its inputs. */
    final String operands(int index) {
        return node(index).inputs().stream()
                .map(input -> read(index, input))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
