package sc.fiji.unet.nn;

import java.util.List;

/**
 * A run of neighbouring nodes of one resolution that can be computed in bands of rows, so that what lies between its
 * inputs and its outputs never exists as a whole: it stays in the processor's caches, and the network needs less memory.
 * Heights of all inputs and outputs are counted in units: a unit is {@code unit} rows of the image, and
 * {@code unit / step} rows of a node whose rows are {@code step} image rows apart.
 *
 * @param first index of the first node
 * @param end one past the last node
 * @param inputs earlier nodes that this pass reads
 * @param outputs nodes of this pass that later ones read, and the network's output
 * @param step image rows between two rows of its finest node
 * @param unit image rows that every node of the pass divides
 * @param halo units that a band of outputs needs of the inputs above and below it
 * @param margin image rows, a multiple of the unit, that others need of its outputs beyond the rows that are asked of the
 *     network
 */
public record Pass(
        int first, int end, List<Integer> inputs, List<Integer> outputs, int step, int unit, int halo, int margin) {
    /** Copies the lists. */
    public Pass {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Pass withMargin(int rows) {
        return new Pass(first, end, inputs, outputs, step, unit, halo, rows);
    }

    /** Whether a node belongs to it. */
    public boolean holds(int node) {
        return node >= first && node < end;
    }
}
