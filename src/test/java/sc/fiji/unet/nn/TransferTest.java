package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.zoo.UNet;

class TransferTest {
    private static Graph unet(int channels, int classes, String depth) {
        UNet unet = new UNet();
        Map<String, String> said = Map.of("depth", depth, "width", "2");
        return unet.build(2, channels, classes, Options.of("unet", unet.defaults(), said));
    }

    /** One convolution of 1 x 1 pixels, whose weights can be written down. */
    private static Graph linear(int channels, int classes) {
        GraphBuilder graph = new GraphBuilder(2, channels);
        graph.conv("first", 0, 1, 1, false);
        graph.conv("logits", 1, classes, 1, true);
        return graph.build();
    }

    private static Weights weights(float[] first, float[] logits, float[] bias) {
        return new Weights(Map.of("first_weight", first, "logits_weight", logits, "logits_bias", bias));
    }

    @Test
    void theSameNetworkIsTakenWhole() {
        Graph graph = unet(1, 3, "2");
        Weights learned = Weights.initial(graph, 1);
        Transfer transfer =
                Transfer.of(new Transfer.Source(graph, learned), graph, Weights.initial(graph, 2), new int[] {0, 1, 2});
        learned.arrays()
                .forEach((name, values) ->
                        assertArrayEquals(values, transfer.weights().get(name), name));
        assertEquals(graph.parameters().size(), transfer.taken().size());
    }

    @Test
    void classesKeepWhatTheyMeant() {
        Weights learned = weights(new float[] {5}, new float[] {1, 2}, new float[] {3, 4});
        Weights fresh = weights(new float[] {0}, new float[] {-1, -2, -3}, new float[] {-4, -5, -6});
        Transfer transfer =
                Transfer.of(new Transfer.Source(linear(1, 2), learned), linear(1, 3), fresh, new int[] {1, -1, 0});
        assertArrayEquals(new float[] {2, -2, 1}, transfer.weights().get("logits_weight"));
        assertArrayEquals(new float[] {4, -5, 3}, transfer.weights().get("logits_bias"));
        assertEquals(List.of("logits_weight", "logits_bias"), transfer.adapted());
    }

    @Test
    void aNewOrderOfClassesIsNoCopy() {
        Weights learned = weights(new float[] {5}, new float[] {1, 2}, new float[] {3, 4});
        Transfer transfer =
                Transfer.of(new Transfer.Source(linear(1, 2), learned), linear(1, 2), learned, new int[] {1, 0});
        assertArrayEquals(new float[] {2, 1}, transfer.weights().get("logits_weight"));
    }

    @Test
    void moreChannelsAddUpToTheSame() {
        Weights learned = weights(new float[] {6}, new float[] {1, 2}, new float[] {3, 4});
        Weights fresh = weights(new float[] {0, 0, 0}, new float[] {0, 0}, new float[] {0, 0});
        Transfer transfer =
                Transfer.of(new Transfer.Source(linear(1, 2), learned), linear(3, 2), fresh, new int[] {0, 1});
        assertArrayEquals(new float[] {2, 2, 2}, transfer.weights().get("first_weight"));
        assertEquals(List.of("first_weight"), transfer.adapted());
    }

    @Test
    void whatIsOnlyInTheNewNetworkStaysFresh() {
        Graph small = unet(1, 2, "1");
        Graph large = unet(1, 2, "2");
        Transfer transfer = Transfer.of(
                new Transfer.Source(small, Weights.initial(small, 1)), large, Weights.initial(large, 2), new int[] {0, 1
                });
        assertTrue(transfer.fresh().stream().anyMatch(name -> name.startsWith("down1")));
        assertTrue(transfer.taken().contains("down0_a_conv_weight"));
        assertTrue(transfer.weights().requireFit(large, "here").arrays().size() > 0);
    }

    @Test
    void theEncoderIsTheWayDown() {
        Set<String> encoder = Encoder.parameters(unet(1, 2, "2"));
        assertTrue(encoder.contains("down0_a_conv_weight"));
        assertTrue(encoder.contains("bottom_b_norm_bias"));
        assertTrue(encoder.stream().noneMatch(name -> name.matches("(up|decode|logits).*")), encoder::toString);
    }
}
