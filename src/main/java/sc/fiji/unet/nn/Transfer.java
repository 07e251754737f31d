package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.op.Parameter;

/**
 * The weights that a network starts with when another one has learned already: what has the same name and shape is taken
 * as it is, the first layer is fitted to another number of channels and the last to other classes, the rest stays fresh.
 *
 * @param weights of the new network
 * @param taken names of what was copied whole
 * @param adapted names of what was fitted
 * @param fresh names of what had no counterpart
 */
public record Transfer(Weights weights, List<String> taken, List<String> adapted, List<String> fresh) {
    /** Keeps lists that nobody changes. */
    public Transfer {
        taken = List.copyOf(taken);
        adapted = List.copyOf(adapted);
        fresh = List.copyOf(fresh);
    }

    /** A network that has learned, and what it has learned. */
    public record Source(Graph graph, Weights weights) {}

    /**
     * Begins a network with what another has learned.
     *
     * @param from the other
     * @param to the new network
     * @param initial fresh weights of the new network
     * @param outputs for each output of the new network the output of the other that means the same, -1 for none
     */
    public static Transfer of(Source from, Graph to, Weights initial, int[] outputs) {
        Work work = new Work(from, to, initial, outputs);
        to.parameters().forEach(work::visit);
        return new Transfer(new Weights(work.arrays), work.taken, work.adapted, work.fresh);
    }

    private static final class Work {
        private final Source from;
        private final Graph to;
        private final Weights initial;
        private final int[] outputs;
        private final Map<String, Parameter> known;
        private final Map<String, float[]> arrays = new LinkedHashMap<>();
        private final List<String> taken = new ArrayList<>();
        private final List<String> adapted = new ArrayList<>();
        private final List<String> fresh = new ArrayList<>();

        Work(Source from, Graph to, Weights initial, int[] outputs) {
            this.from = from;
            this.to = to;
            this.initial = initial;
            this.outputs = outputs;
            known = from.graph().parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
        }

        void visit(Parameter wanted) {
            Parameter old = known.get(wanted.name());
            boolean sameOutputs = !isLast(wanted) || sameOutputs();
            if (old == null) {
                keep(wanted, fresh, initial.get(wanted.name()));
            } else if (sameOutputs && Arrays.equals(old.shape(), wanted.shape())) {
                keep(wanted, taken, from.weights().get(wanted.name()));
            } else if (isLast(wanted) && sameBut(0, old, wanted)) {
                keep(wanted, adapted, rows(wanted));
            } else if (isFirst(old, wanted) && sameBut(1, old, wanted)) {
                float[] values = from.weights().get(wanted.name());
                keep(wanted, adapted, Resizing.channels(values, old.shape(), wanted.shape()[1]));
            } else {
                keep(wanted, fresh, initial.get(wanted.name()));
            }
        }

        private void keep(Parameter parameter, List<String> kind, float[] values) {
            kind.add(parameter.name());
            arrays.put(parameter.name(), values);
        }

        private boolean sameOutputs() {
            int[] same = IntStream.range(0, from.graph().classes()).toArray();
            return Arrays.equals(outputs, same);
        }

        private boolean isLast(Parameter parameter) {
            return to.outputs().stream()
                    .map(this::classifier)
                    .flatMap(node -> node.parameters(to.rank()).stream())
                    .anyMatch(p -> p.name().equals(parameter.name()));
        }

        /** What gives the classes of an output, before they are enlarged. */
        private Node classifier(Node output) {
            return output.op().footprint().enlarges() ? classifier(to.nodes().get(output.input())) : output;
        }

        private boolean isFirst(Parameter old, Parameter wanted) {
            return wanted.role() == Parameter.Role.WEIGHT
                    && old.shape()[1] == from.graph().channels()
                    && wanted.shape()[1] == to.channels();
        }

        /** Whether two shapes differ along this axis at most. */
        private static boolean sameBut(int axis, Parameter a, Parameter b) {
            if (a.shape().length != b.shape().length) return false;
            return IntStream.range(0, a.shape().length).allMatch(i -> i == axis || a.shape()[i] == b.shape()[i]);
        }

        /** Outputs that meant the same before keep what they learned. */
        private float[] rows(Parameter wanted) {
            float[] values = initial.get(wanted.name()).clone();
            float[] old = from.weights().get(wanted.name());
            int length = values.length / outputs.length;
            for (int k = 0; k < outputs.length; k++) {
                if (outputs[k] >= 0) System.arraycopy(old, outputs[k] * length, values, k * length, length);
            }
            return values;
        }
    }
}
