package sc.fiji.unet.nn;

import java.util.List;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Parameter;

/**
 * One node of a {@link Graph}: an operation and the nodes whose outputs it reads. Immutable.
 *
 * @param name unique; letters, digits and underscores, e.g. {@code down0_conv1}
 * @param op what it computes
 * @param inputs indices of earlier nodes
 */
public record Node(String name, Op op, List<Integer> inputs) {
    /** Keeps a list that nobody changes. */
    public Node {
        inputs = List.copyOf(inputs);
    }

    /** The arrays of numbers that its operation owns, on so many spatial axes. */
    public List<Parameter> parameters(int rank) {
        return op.parameters(name, rank);
    }

    /** The only input, or the first of several. */
    public int input() {
        return inputs.get(0);
    }
}
