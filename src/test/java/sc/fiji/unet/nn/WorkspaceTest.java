package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.zoo.UNet;

/** Memory that is shared by values that never meet. */
class WorkspaceTest {
    @Test
    void theLargestComesFirst() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int fine = graph.conv("fine", 0, 2, 3, true);
        int pool = graph.add("pool", new Op.MaxPool(2), fine);
        int coarse = graph.conv("coarse", pool, 4, 3, true);
        int up = graph.upConv("up", coarse, 2);
        graph.conv("logits", graph.add("joined", new Op.Concat(), fine, up), 3, 1, true);
        Graph network = graph.build();
        Workspace workspace = Workspace.of(network, Passes.of(network));
        // In a block of 2 x 2 pixels: fine 2 x 4 values, coarse 4, pool 2; all are alive in the second of three passes.
        assertEquals(Map.of(fine, 0L, coarse, 8L, pool, 12L), workspace.offsets());
        assertEquals(14, workspace.size());
    }

    @Test
    void nothingAliveOverlaps() {
        UNet unet = new UNet();
        Graph graph = unet.build(2, 1, 2, Options.of("unet", unet.defaults(), Map.of()));
        List<Pass> passes = Passes.of(graph);
        Workspace workspace = Workspace.of(graph, passes);
        long stride = graph.stride();
        long all = workspace.offsets().keySet().stream()
                .mapToLong(node -> graph.channels(node) * (stride / graph.step(node)) * (stride / graph.step(node)))
                .sum();
        assertTrue(workspace.size() < all, "what is read no more makes room");
        for (int p = 0; p < passes.size(); p++) {
            boolean[] taken = new boolean[Math.toIntExact(workspace.size())];
            for (int node : workspace.offsets().keySet()) {
                if (!alive(node, p, passes)) continue;
                long side = stride / graph.step(node);
                int from = Math.toIntExact(workspace.offsets().get(node));
                for (int i = from; i < from + graph.channels(node) * side * side; i++) {
                    assertTrue(!taken[i], "node " + node + " in pass " + p);
                    taken[i] = true;
                }
            }
        }
    }

    private static boolean alive(int node, int p, List<Pass> passes) {
        int born = 0;
        int last = 0;
        for (int i = 0; i < passes.size(); i++) {
            if (passes.get(i).holds(node)) born = i;
            if (passes.get(i).inputs().contains(node)) last = i;
        }
        return born <= p && p <= last;
    }
}
