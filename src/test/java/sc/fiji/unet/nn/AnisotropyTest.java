package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.registry.Extensions;

class AnisotropyTest {
    private static Graph graph(String spec, int rank) {
        var chosen = Extensions.of(Architecture.class).get(Spec.parse(spec));
        return chosen.extension().build(rank, 1, 2, chosen.options());
    }

    private static Shape shape(Graph graph, String node, int... size) {
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (graph.nodes().get(i).name().equals(node))
                return graph.shapes(size).get(i);
        }
        throw new AssertionError(node);
    }

    @Test
    void theFinestLevelsKeepTheSlicesAndTheDeepestDoToo() {
        Graph graph = new Anisotropy(1, 1).applyTo(graph("unet depth=3 width=2", 3));
        assertEquals(8, graph.stride(0));
        assertEquals(2, graph.stride(2));
        assertArrayEquals(new int[] {8, 4, 6}, shape(graph, "pool0", 16, 8, 6).size());
        assertArrayEquals(new int[] {4, 2, 3}, shape(graph, "pool1", 16, 8, 6).size());
        assertArrayEquals(
                new int[] {2, 1, 3}, shape(graph, "bottom_b_act", 16, 8, 6).size());
        assertArrayEquals(new int[] {16, 8, 6}, shape(graph, "logits", 16, 8, 6).size());
    }

    @Test
    void onlyLevelsBelowLookAcrossSlices() {
        Graph graph = new Anisotropy(1, 1).applyTo(graph("unet depth=1 width=2", 3));
        assertEquals(2, graph.halo(2), "two convolutions at the bottom, whose slices are single ones");
        assertTrue(graph.halo(0) > graph.halo(2));
        Parameter fine = parameter(graph, "down0_a_conv_weight");
        assertArrayEquals(new int[] {2, 1, 1, 3, 3}, fine.shape());
        assertEquals(9, fine.fanIn());
        assertArrayEquals(
                new int[] {4, 2, 3, 3, 3},
                parameter(graph, "bottom_a_conv_weight").shape());
        assertArrayEquals(
                new int[] {4, 2, 1, 2, 2}, parameter(graph, "up0_weight").shape());
    }

    private static Parameter parameter(Graph graph, String name) {
        return graph.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cubesAndPlanesStayAsTheyAre() {
        Graph cubes = graph("unet depth=2 width=2", 3);
        assertSame(cubes, Anisotropy.NONE.applyTo(cubes));
        assertEquals(cubes, new Anisotropy(0, 2).applyTo(cubes));
        Graph planes = graph("unet depth=2 width=2", 2);
        assertSame(planes, new Anisotropy(2, 0).applyTo(planes));
    }

    @Test
    void convolutionsWithoutPaddingAreForCubesOnly() {
        Graph valid = graph("unet depth=1 width=2 convolutions=valid", 3);
        String message = assertThrows(OptionException.class, () -> new Anisotropy(1, 0).applyTo(valid))
                .getMessage();
        assertTrue(message.contains("convolutions=same"), message);
    }
}
