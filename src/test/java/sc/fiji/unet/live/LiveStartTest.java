package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.registry.Extensions;

/** What a session begins with: what the project's own network learned where it fits, and nothing of it where it does not. */
class LiveStartTest {
    private static Graph graph(int channels, int width, int depth, int classes) {
        var chosen = Extensions.of(Architecture.class)
                .get(Spec.parse("unet").with("depth", depth).with("width", width));
        return chosen.extension().build(2, channels, classes, chosen.options());
    }

    private Weights begun(Graph graph) {
        return LiveNetwork.fresh(StartFrom.OWN, graph, Weights.initial(graph, 1));
    }

    @Test
    void theUsualNetworkBeginsWithAllButItsClassesLearned() {
        Graph graph = graph(1, 16, 3, 4);
        Weights fresh = Weights.initial(graph, 1);
        Weights begun = begun(graph).requireFit(graph, "start").requireFinite("start");
        for (Parameter parameter : graph.parameters()) {
            float[] values = begun.get(parameter.name());
            boolean last = parameter.name().startsWith("logits");
            assertTrue(last == Arrays.equals(fresh.get(parameter.name()), values), parameter.name());
            if (parameter.role() != Parameter.Role.VARIANCE) continue;
            for (float value : values) assertTrue(value >= 0, parameter.name() + " " + value);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 16, 3", "1, 8, 3", "1, 16, 2", "1, 16, 4"})
    void othersBeginWithNothingOfIt(int channels, int width, int depth) {
        Graph graph = graph(channels, width, depth, 4);
        Weights random = Weights.initial(graph, 1);
        assertSame(random, LiveNetwork.fresh(StartFrom.OWN, graph, random));
    }

    /** What is known of images with one channel is taken on all machines but those that are far too slow. */
    @ParameterizedTest
    @CsvSource({"1, 1e14, 16", "1, 5e10, 16", "1, 1e9, 8", "3, 1e14, 32", "3, 5e10, 8"})
    void theWidthIsThatOfWhatIsKnown(int channels, double flops, int width) {
        assertEquals(width, LiveNetwork.width(channels, 2, StartFrom.OWN, flops));
    }

    @Test
    void whoWantsNothingOfItGetsRandomWeightsAndTheWidthOfTheMachine() {
        Graph graph = graph(1, 16, 3, 4);
        Weights random = Weights.initial(graph, 1);
        assertSame(random, LiveNetwork.fresh(StartFrom.RANDOM, graph, random));
        assertEquals(32, LiveNetwork.width(1, 2, StartFrom.RANDOM, 1e14));
        assertEquals(8, LiveNetwork.width(1, 2, StartFrom.RANDOM, 5e10));
    }
}
