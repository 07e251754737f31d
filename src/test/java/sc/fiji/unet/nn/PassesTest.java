package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Upsample;

/** Passes of small graphs, worked out by hand. */
class PassesTest {
    private static Graph hourglass(int rank) {
        GraphBuilder graph = new GraphBuilder(rank, 1);
        int fine = graph.conv("fine", 0, 2, 3, true);
        int pool = graph.add("pool", new MaxPool(2), fine);
        int coarse = graph.conv("coarse", pool, 4, 5, true);
        int joined = graph.add("joined", new Concat(), fine, graph.upConv("up", coarse, 2));
        graph.conv("logits", joined, 3, 7, true);
        return graph.build();
    }

    private static Map<Integer, Pass.Reach> reach(int... nodeAndRows) {
        Map<Integer, Pass.Reach> reach = new HashMap<>();
        for (int i = 0; i < nodeAndRows.length; i += 2) {
            reach.put(nodeAndRows[i], new Pass.Reach(nodeAndRows[i + 1], nodeAndRows[i + 1]));
        }
        return reach;
    }

    @Test
    void poolingEndsAPassAndEnlargingBeginsOne() {
        List<Pass> passes = Passes.of(hourglass(2));
        assertEquals(
                List.of(
                        new Pass(1, 3, List.of(0), List.of(1, 2), 2, reach(0, 1, 1, 0, 2, 0), 8), // 3 x 3
                        new Pass(3, 4, List.of(2), List.of(3), 2, reach(2, 2, 3, 0), 4), // 5 x 5 on every second row
                        new Pass(4, 7, List.of(1, 3), List.of(6), 2, reach(1, 3, 3, 2, 4, 3, 5, 3, 6, 0), 0)), // 7 x 7
                passes);
    }

    @Test
    void interpolationLooksAtTheNextRow() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int pool = graph.add("pool", new MaxPool(4), 0);
        graph.add("up", new Upsample(4), pool);
        assertEquals(
                List.of(new Pass(1, 3, List.of(0), List.of(2), 4, reach(0, 4, 1, 1, 2, 0), 0)),
                Passes.of(graph.build()));
    }

    @Test
    void anActivationStaysWithItsConvolution() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int strided = graph.add("strided", new Conv(1, 4, 2, 2, 0, true), 0);
        graph.add("act", new Activation(Activation.Kind.RELU), strided);
        assertEquals(
                List.of(new Pass(1, 3, List.of(0), List.of(2), 2, reach(0, 0, 1, 0, 2, 0), 0)),
                Passes.of(graph.build()));
    }

    @Test
    void whereRowsAreFewEachConvolutionIsAPass() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int pool = graph.add("pool", new MaxPool(4), 0);
        int wide = graph.conv("wide", graph.conv("first", pool, 2, 3, true), 2, 3, true);
        graph.upConv("up", graph.conv("narrow", wide, 2, 1, true), 4);
        List<Pass> passes = Passes.of(graph.build());
        assertEquals(List.of(1, 2, 3, 5), passes.stream().map(Pass::first).toList());
        assertEquals(List.of(8, 4, 0, 0), passes.stream().map(Pass::lead).toList());
    }

    @Test
    void whatLooksAtTheWholePlaneHasNone() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        graph.add("norm", new InstanceNorm(2, 1e-5), graph.conv("conv", 0, 2, 3, true));
        assertTrue(Passes.of(graph.build()).isEmpty());
    }

    @Test
    void whatShrinksTheImageHasNone() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        graph.add("conv", new Conv(1, 1, 3, 1, 0, true), 0);
        assertTrue(Passes.of(graph.build()).isEmpty());
    }

    @Test
    void volumesHaveNone() {
        assertTrue(Passes.of(hourglass(3)).isEmpty());
    }
}
