package sc.fiji.unet.nn;

import java.util.List;
import java.util.Map;

/**
 * A run of neighboring nodes that is computed strip by strip of rows, so that what lies between its inputs and its outputs
 * never exists as a whole: it stays in the processor's caches, and the network needs little memory. Strips begin and end at
 * rows of the image that are multiples of the unit.
 *
 * @param first index of the first node
 * @param end one past the last node
 * @param inputs earlier nodes that this pass reads
 * @param outputs nodes of this pass that later ones read, and the network's output
 * @param unit rows of the image; every node of the pass, and what it reads, has a row at each of its multiples
 * @param reach which rows of nodes and inputs a strip of outputs depends on
 * @param lead rows of the image by which this pass must be ahead of the network's output, and begin before it: a multiple
 *     of the unit
 */
public record Pass(
        int first,
        int end,
        List<Integer> inputs,
        List<Integer> outputs,
        int unit,
        Map<Integer, Reach> reach,
        int lead) {
    /** Rows of a node before the first and after the last row of a strip, where the image has them. */
    public record Reach(int before, int after) {}

    /** Keeps collections that nobody changes. */
    public Pass {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        reach = Map.copyOf(reach);
    }

    Pass withLead(int rows) {
        return new Pass(first, end, inputs, outputs, unit, reach, rows);
    }

    /** Whether the node at an index is computed by this pass. */
    public boolean holds(int node) {
        return node >= first && node < end;
    }
}
