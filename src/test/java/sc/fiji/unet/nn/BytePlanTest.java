package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Calibration.Range;
import sc.fiji.unet.registry.Extensions;

class BytePlanTest {
    private final Graph graph = graph(2, "unet depth=1 width=4");
    private final Map<String, Range> ranges = ranges(graph);

    @Test
    void allButTheFirstAndTheLastConvolutionMultiplyBytes() {
        BytePlan plan = plan();
        assertEquals(
                Set.of("down0_b_conv", "bottom_a_conv", "bottom_b_conv", "up0", "decode0_a_conv", "decode0_b_conv"),
                plan.products());
        assertTrue(plan.value("down0_a_act").isPresent(), "what the second convolution reads");
        assertEquals(Optional.empty(), plan.value("decode0_b_act"), "what the last convolution reads");
        assertEquals(Optional.empty(), plan.value("down0_b_conv"), "rectified on the way");
    }

    @Test
    void whatIsJoinedAndPooledHasOneScale() {
        ranges.put("down0_b_act", new Range(0, 4));
        ranges.put("up0", new Range(-1, 1));
        BytePlan plan = plan();
        assertEquals(
                new BytePlan.Scale(5 / 255.0, 51), plan.value("down0_b_act").orElseThrow());
        for (String name : Set.of("up0", "skip0", "pool0")) {
            assertEquals(plan.value("down0_b_act"), plan.value(name), name);
        }
        assertFalse(plan.value("down0_a_act").equals(plan.value("pool0")));
    }

    @Test
    void whatNobodyWatchedStaysInFloats() {
        ranges.remove("bottom_a_act");
        BytePlan plan = plan();
        assertEquals(Optional.empty(), plan.value("bottom_a_act"));
        assertFalse(plan.products().contains("bottom_b_conv"));
        assertTrue(plan.products().contains("bottom_a_conv"), "it can put out floats");
        ranges.put("bottom_a_act", new Range(0, 0));
        assertEquals(plan, plan(), "a value that is always 0 has no scale");
    }

    @Test
    void aConvolutionThatIsLeftInFloatReadsWhatIsNotRounded() {
        Calibration all = new Calibration(ranges);
        BytePlan plan = BytePlan.of(graph, all.leaving(Set.of("down0_b_conv")));
        assertEquals(Optional.empty(), plan.value("down0_a_act"), "it alone reads that");
        assertTrue(plan.value("down0_b_act").isPresent(), "what it puts out is read by others");
        assertFalse(plan.products().contains("down0_b_conv"));
        assertEquals(5, plan.products().size());
        assertTrue(plan.share(graph) < plan().share(graph) && plan.share(graph) > 0.4, "" + plan.share(graph));
        assertEquals(0, BytePlan.NONE.share(graph));
        assertTrue(BytePlan.of(graph, all.leaving(plan().products())).isEmpty());
    }

    @Test
    void volumesAndUnwatchedNetworksHaveNoPlan() {
        Graph volumes = graph(3, "unet depth=1 width=4");
        assertTrue(BytePlan.of(volumes, new Calibration(ranges(volumes))).isEmpty());
        assertTrue(BytePlan.of(graph, Calibration.NONE).isEmpty());
    }

    private BytePlan plan() {
        return BytePlan.of(graph, new Calibration(ranges));
    }

    private static Map<String, Range> ranges(Graph graph) {
        return new HashMap<>(graph.nodes().stream().collect(Collectors.toMap(Node::name, node -> new Range(0, 1))));
    }

    private static Graph graph(int rank, String architecture) {
        var chosen = Extensions.of(Architecture.class).get(Spec.parse(architecture));
        Graph graph = chosen.extension().build(rank, 1, 2, chosen.options());
        return Inference.of(graph, Weights.initial(graph, 1)).graph();
    }
}
