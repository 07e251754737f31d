package sc.fiji.unet.nn;

import java.util.List;

/**
 * One node of a {@link Graph}.
 *
 * @param name unique; letters, digits and underscores, e.g. {@code down0_conv1}
 * @param op what it computes
 * @param inputs indices of earlier nodes
 */
public record Node(String name, Op op, List<Integer> inputs) {
    /** Copies the list. */
    public Node {
        inputs = List.copyOf(inputs);
    }

    /** The only input, or the first of several. */
    public int input() {
        return inputs.get(0);
    }
}
