package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Passes of small graphs, worked out by hand. */
class PassesTest {
    private static Graph hourglass(int rank) {
        GraphBuilder graph = new GraphBuilder(rank, 1);
        int fine = graph.conv("fine", 0, 2, 3, true);
        int pool = graph.add("pool", new Op.MaxPool(2), fine);
        int coarse = graph.conv("coarse", pool, 4, 5, true);
        int joined = graph.add("joined", new Op.Concat(), fine, graph.upConv("up", coarse, 2));
        graph.conv("logits", joined, 3, 7, true);
        return graph.build();
    }

    @Test
    void poolingEndsAPassAndEnlargingBeginsOne() {
        List<Pass> passes = Passes.of(hourglass(2));
        assertEquals(
                List.of(
                        new Pass(1, 3, List.of(0), List.of(1, 2), 1, 2, 1, 8), // a 3 x 3 kernel: 1 row is 1/2 unit
                        new Pass(3, 4, List.of(2), List.of(3), 2, 2, 2, 4), // 5 x 5: 2 rows of a unit each
                        new Pass(4, 7, List.of(1, 3), List.of(6), 1, 2, 2, 0)), // 7 x 7: 3 rows are 3/2 units
                passes);
    }

    @Test
    void interpolationLooksAtTheNextRow() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int pool = graph.add("pool", new Op.MaxPool(4), 0);
        graph.add("up", new Op.Upsample(4), pool);
        assertEquals(List.of(new Pass(1, 3, List.of(0), List.of(2), 1, 4, 1, 0)), Passes.of(graph.build()));
    }

    @Test
    void anActivationStaysWithItsConvolution() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int strided = graph.add("strided", new Op.Conv(1, 4, 2, 2, 0, true), 0);
        graph.add("act", new Op.Activation(Op.Activation.Kind.RELU), strided);
        assertEquals(List.of(new Pass(1, 3, List.of(0), List.of(2), 1, 2, 0, 0)), Passes.of(graph.build()));
    }

    @Test
    void whatLooksAtTheWholePlaneHasNone() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        graph.add("norm", new Op.InstanceNorm(2, 1e-5), graph.conv("conv", 0, 2, 3, true));
        assertTrue(Passes.of(graph.build()).isEmpty());
    }

    @Test
    void whatShrinksTheImageHasNone() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        graph.add("conv", new Op.Conv(1, 1, 3, 1, 0, true), 0);
        assertTrue(Passes.of(graph.build()).isEmpty());
    }

    @Test
    void volumesHaveNone() {
        assertTrue(Passes.of(hourglass(3)).isEmpty());
    }
}
