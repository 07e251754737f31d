package sc.fiji.unet.nn;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a network that sees more and more at less and less resolution: everything on the way from the image to the
 * coarsest scale. Derived from the graph, so that it is known of every architecture.
 */
public final class Encoder {
    private Encoder() {}

    /** The names of the parameters on the way down; empty where a network never gets coarser. */
    public static Set<String> parameters(Graph graph) {
        Set<Integer> nodes = ancestors(graph, deepest(graph));
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (!nodes.contains(i)) continue;
            Parameter.of(graph.nodes().get(i), graph.rank()).forEach(parameter -> names.add(parameter.name()));
        }
        return names;
    }

    /** The last node of the coarsest scale: what comes after it goes up again. */
    private static int deepest(Graph graph) {
        List<ReceptiveField> fields = ReceptiveField.of(graph);
        int deepest = 0;
        for (int i = 1; i < fields.size(); i++) {
            double step = fields.get(i).step();
            if (step > 1 && step >= fields.get(deepest).step()) deepest = i;
        }
        return deepest;
    }

    private static Set<Integer> ancestors(Graph graph, int node) {
        Set<Integer> found = new HashSet<>(Set.of(node));
        for (int i = node; i >= 0; i--) {
            if (found.contains(i)) found.addAll(graph.nodes().get(i).inputs());
        }
        return found;
    }
}
