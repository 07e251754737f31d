package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.unet.nn.op.ReceptiveField;

/**
 * The part of a network that sees more and more at less and less resolution: all that its coarsest
 * scale depends on. Derived from the graph, so that it is known of every architecture.
 */
public final class Encoder {
    private Encoder() {}

    /** The names of the parameters on the way down; empty where a network never gets coarser. */
    public static Set<String> parameters(Graph graph) {
        Set<String> names = new LinkedHashSet<>();
        for (Node node : nodes(graph)) {
            node.parameters(graph.rank()).forEach(parameter -> names.add(parameter.name()));
        }
        return names;
    }

    /** The nodes on the way down, without the image; none where a network never gets coarser. */
    static List<Node> nodes(Graph graph) {
        int coarsest = coarsest(graph);
        Set<Integer> wanted = new HashSet<>(Set.of(coarsest));
        List<Node> nodes = new ArrayList<>();
        for (int i = coarsest; i > 0; i--) {
            if (!wanted.contains(i)) continue;
            nodes.add(0, graph.nodes().get(i));
            wanted.addAll(graph.nodes().get(i).inputs());
        }
        return nodes;
    }

    /** The last node of the coarsest scale before the first that is made finer, 0 where nothing is. */
    private static int coarsest(Graph graph) {
        List<ReceptiveField> fields = graph.receptiveFields();
        int coarsest = 0;
        for (int i = 0; i < fields.size(); i++) {
            if (graph.nodes().get(i).op().footprint().enlarges()) return coarsest;
            if (fields.get(i).step() >= fields.get(coarsest).step()) coarsest = i;
        }
        return 0;
    }
}
