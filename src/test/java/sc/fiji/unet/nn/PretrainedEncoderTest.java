package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;

class PretrainedEncoderTest {
    private static Graph build(String spec, int channels) {
        var chosen = Extensions.of(Architecture.class).get(Spec.parse(spec));
        return chosen.extension().build(2, channels, 2, chosen.options());
    }

    private static Tensor tensor(String name, float first, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) values[i] = first + i;
        return new Tensor(name, shape, values);
    }

    /** The first layers of a VGG-16 with batch normalization, by the names and shapes that torchvision gives them. */
    private static List<Tensor> vgg() {
        int[][] shapes = {{64, 3}, {64, 64}, {128, 64}, {128, 128}, {256, 128}, {256, 256}, {256, 256}, {512, 256}};
        List<Tensor> vgg = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            vgg.add(tensor("features." + 3 * i + ".weight", i, shapes[i][0], shapes[i][1], 3, 3));
            vgg.add(tensor("features." + 3 * i + ".bias", i, shapes[i][0]));
            for (String role : List.of("weight", "bias", "running_mean", "running_var")) {
                vgg.add(tensor("features." + (3 * i + 1) + "." + role, 10 * i, shapes[i][0]));
            }
        }
        vgg.add(tensor("classifier.0.weight", 0, 8, 512));
        return vgg;
    }

    @Test
    void layersOfForeignNetworksAreFoundByShape() {
        Graph graph = build("unet depth=2 width=64", 1);
        Weights initial = Weights.initial(graph, 1);
        PretrainedEncoder encoder = PretrainedEncoder.of(graph, initial, vgg());
        Weights mixed = encoder.weights();
        assertEquals(0 + 9 + 18, mixed.get("down0_a_conv_weight")[0], "one channel sees the sum of three");
        assertArrayEquals(vgg().get(6 * 5).values(), mixed.get("bottom_b_conv_weight"));
        assertEquals(50, mixed.get("bottom_b_norm_mean")[0]);
        assertEquals(51, mixed.get("bottom_b_norm_variance")[1]);
        assertArrayEquals(initial.get("decode1_a_conv_weight"), mixed.get("decode1_a_conv_weight"));
        assertEquals(
                "Taken: 6 of 6 convolutions of the encoder.", encoder.report().get(0));
        assertTrue(encoder.report().contains("down1_b_conv (128 x 128 x 3 x 3): taken from features.9."));
        assertTrue(encoder.report().contains("down0_a_conv_weight: fitted from 3 channels to 1."));
    }

    @Test
    void anEncoderOfOursServesAnotherArchitecture() {
        Graph from = build("cnn depth=2 width=4", 2);
        Graph to = build("unetplusplus depth=3 width=4", 2);
        Weights trained = RandomWeights.of(from, 1);
        List<Tensor> stored = from.parameters().stream()
                .map(p -> new Tensor(p.name(), p.shape(), trained.get(p.name())))
                .toList();
        PretrainedEncoder encoder = PretrainedEncoder.of(to, Weights.initial(to, 2), stored);
        assertArrayEquals(trained.get("bottom_b_conv_weight"), encoder.weights().get("down2_b_conv_weight"));
        assertArrayEquals(
                trained.get("down1_a_norm_variance"), encoder.weights().get("down1_a_norm_variance"));
        assertEquals(
                "Taken: 6 of 8 convolutions of the encoder.", encoder.report().get(0));
        assertTrue(encoder.report().stream()
                .anyMatch(line -> line.startsWith("bottom_a_conv (32 x 16 x 3 x 3): nothing")));
    }

    @Test
    void encodersEndWhereTheWayUpBegins() {
        for (String id : Extensions.of(Architecture.class).labels().keySet()) {
            List<String> names =
                    Encoder.nodes(build(id, 1)).stream().map(Node::name).toList();
            assertTrue(names.size() > 1, id);
            assertTrue(
                    names.stream().noneMatch(name -> name.matches("(up|decode|gate|logits|skip).*")), names.toString());
        }
    }

    @Test
    void commonSeriesIsTheLongest() {
        int[] a = {1, 2, 3, 4};
        int[] b = {4, 1, 3, 4};
        assertArrayEquals(new int[] {1, -1, 2, 3}, CommonSeries.of(4, 4, (i, j) -> a[i] == b[j]));
    }

    @Test
    void weightsOfWhichNothingFitsAreRefused() {
        Graph graph = build("unet depth=2 width=4", 1);
        List<Tensor> other = List.of(tensor("conv1.weight", 0, 64, 3, 7, 7));
        String message = assertThrows(
                        InputException.class, () -> PretrainedEncoder.of(graph, Weights.initial(graph, 1), other))
                .getMessage();
        assertTrue(message.contains("down0_a_conv (4 x 1 x 3 x 3)"), message);
    }
}
