package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Input;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.nn.op.ReceptiveField;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.Upsample;
import sc.fiji.unet.nn.zoo.UNet;

/** Facts of small graphs, worked out by hand. */
class GraphTest {
    /** One level down and up again: every kind of node that costs something. */
    private static Graph hourglass(int rank) {
        GraphBuilder graph = new GraphBuilder(rank, 1);
        int fine = graph.conv("fine", 0, 2, 3, true);
        int pool = graph.add("pool", new MaxPool(2), fine);
        int norm = graph.batchNorm("norm", graph.conv("coarse", pool, 4, 3, false));
        int joined = graph.add("joined", new Concat(), fine, graph.upConv("up", norm, 2));
        graph.conv("logits", joined, 3, 1, true);
        return graph.build();
    }

    @Test
    void parametersAreCounted() {
        assertEquals((18 + 2) + 72 + 8 + (32 + 2) + (12 + 3), hourglass(2).parameterCount());
        assertEquals((54 + 2) + 216 + 8 + (64 + 2) + (12 + 3), hourglass(3).parameterCount());
        Graph classic = unet("width=64 depth=4 batchnorm=false", 2);
        assertEquals(31_030_658, classic.parameterCount(), "the U-Net of 2015");
    }

    @Test
    void runningStatisticsAreNotLearned() {
        List<String> fixed = hourglass(2).parameters().stream()
                .filter(p -> !p.learned())
                .map(Parameter::name)
                .toList();
        assertEquals(List.of("norm_mean", "norm_variance"), fixed);
    }

    @Test
    void shapesAreInferred() {
        List<Shape> shapes = hourglass(2).shapes(8, 6);
        assertEquals(
                List.of(1, 2, 2, 4, 4, 2, 4, 3),
                shapes.stream().map(Shape::channels).toList());
        assertArrayEquals(new int[] {4, 3}, shapes.get(3).size());
        assertArrayEquals(new int[] {8, 6}, shapes.get(7).size());
        assertArrayEquals(
                new int[] {8, 6, 2}, hourglass(3).shapes(8, 6, 2).get(7).size());
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> hourglass(2).shapes(7, 6))
                .getMessage();
        assertTrue(message.contains("joined") && message.contains("multiple"), message);
        assertThrows(IllegalArgumentException.class, () -> hourglass(2).shapes(8, 6, 4));
        assertThrows(IllegalArgumentException.class, () -> hourglass(2).shapes(1, 1));
    }

    /** Of 6 pixels the first pooling leaves 3, of which the second loses one that nobody can put back. */
    @Test
    void unpoolingNeedsThePlanesThatWerePooled() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int fine = graph.add("fine", new MaxPool(2), 0);
        int coarse = graph.add("coarse", new MaxPool(2), fine);
        graph.add("up", new Unpool(2), graph.add("back", new Unpool(2), coarse, coarse), fine);
        assertArrayEquals(new int[] {8, 4}, graph.build().shapes(8, 4).get(4).size());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> graph.build().shapes(6, 4))
                .getMessage();
        assertTrue(message.contains("up") && message.contains("multiple"), message);
    }

    @Test
    void operationsAreCounted() {
        long convolutions = 48 * 2 * (2 * 9 + 1) + 12 * 4 * (2 * 18) + 48 * 3 * (2 * 4 + 1);
        long others = 12 * 2 * 4 + 12 * 4 * 2 + 48 * 2 * (2 * 4 + 1);
        assertEquals(convolutions + others, hourglass(2).flops(8, 6));
    }

    @Test
    void memoryIsWhatIsAliveTogether() {
        int[] values = {48, 96, 24, 48, 48, 96, 192, 144};
        assertEquals(
                4L * Arrays.stream(values).sum(), hourglass(2).activationBytes(true, 4, 8, 6), "training keeps it all");
        assertEquals(2L * (96 + 96 + 192), hourglass(2).activationBytes(false, 2, 8, 6), "joining needs the most");
    }

    @Test
    void receptiveFieldGrowsWithWindowsAndSteps() {
        Graph graph = hourglass(2);
        assertEquals(new ReceptiveField(1, -4, 4), graph.receptiveField(0));
        assertEquals(2, graph.stride());
        assertEquals(4, graph.halo());
        Graph unet = unet("depth=1 width=2", 2);
        assertEquals(9, unet.receptiveField(0).radius());
        assertEquals(10, unet.halo(), "a multiple of the stride");
    }

    @Test
    void upsamplingByFourReadsFartherThanByTwo() {
        assertEquals(new ReceptiveField(1, -2, 2), resized(2));
        assertEquals(new ReceptiveField(1, -5, 5), resized(4));
    }

    /** Pixels of step f hold f pixels each: one before and, at most, half a step less 1 more; half a step behind. */
    private static ReceptiveField resized(int factor) {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int pool = graph.add("pool", new MaxPool(factor), 0);
        graph.add("resize", new Upsample(factor), pool);
        return graph.build().receptiveField(0);
    }

    @Test
    void patchStatisticsForbidTiles() {
        assertTrue(hourglass(2).tileInvariant());
        GraphBuilder graph = new GraphBuilder(2, 3);
        graph.add("norm", new InstanceNorm(3, 1e-5), 0);
        assertFalse(graph.build().tileInvariant());
    }

    @Test
    void initialWeightsAreHeNormalAndReproducible() {
        Graph graph = unet("width=32 depth=2", 2);
        float[] weights = Weights.initial(graph, 5).get("bottom_b_conv_weight");
        double square = 0;
        for (float w : weights) square += w * w;
        double expected = 2.0 / (128 * 9);
        assertEquals(expected, square / weights.length, 0.02 * expected);
        assertArrayEquals(weights, Weights.initial(graph, 5).get("bottom_b_conv_weight"));
        assertFalse(Arrays.equals(weights, Weights.initial(graph, 6).get("bottom_b_conv_weight")));
        assertEquals(1, Weights.initial(graph, 5).get("bottom_b_norm_variance")[3]);
        assertEquals(0, Weights.initial(graph, 5).get("logits_bias")[1]);
    }

    @Test
    void foreignWeightsAreRefused() {
        Weights other = Weights.initial(unet("depth=1 width=2", 2), 1);
        InputException refusal = assertThrows(InputException.class, () -> other.requireFit(hourglass(2), "model.pt"));
        assertTrue(refusal.getMessage().contains("fine_weight"), refusal.getMessage());
    }

    @Test
    void nodesComeAfterTheirInputs() {
        Node input = new Node("input", new Input(1), List.of());
        Node early = new Node("early", new Add(), List.of(2));
        assertThrows(IllegalArgumentException.class, () -> new Graph(2, List.of(input, early)));
        assertThrows(IllegalArgumentException.class, () -> new Graph(4, List.of(input)));
        GraphBuilder graph = new GraphBuilder(2, 1);
        assertThrows(IllegalArgumentException.class, () -> graph.add("input", new Add(), 0));
    }

    private static Graph unet(String options, int rank) {
        UNet unet = new UNet();
        Map<String, String> said =
                sc.fiji.unet.config.Spec.parse("unet " + options).options();
        return unet.build(rank, 1, 2, Options.of("unet", unet.defaults(), said));
    }
}
