package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.torchscript.Form;

/** Volumes are computed with convolution, bias and activation in one call, too. */
class VolumeFormTest {
    private static final int CLASSES = 2;
    private static final int[] WHOLE = {64, 40, 12};

    private static Inference network() {
        UNet unet = new UNet();
        Options options = Options.of("unet", unet.defaults(), Map.of("width", "8", "depth", "2"));
        Graph graph = unet.build(3, 1, CLASSES, options);
        return Inference.of(graph, Weights.initial(graph, 1));
    }

    private static float[] noise() {
        float[] noise = new float[Math.toIntExact(Sizes.product(WHOLE))];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        return noise;
    }

    private static float[] predicted(DjlPatchPredictor predictor, float[] input, int... size) {
        float[] output = new float[CLASSES * input.length];
        predictor.predict(input, 1, size, output);
        return output;
    }

    @Test
    void fusedIsTheSameNetwork() {
        Form plain = new Form(Form.Precision.FP32, false, false);
        try (DjlPatchPredictor fused = DjlPatchPredictor.compile(network(), "cpu", Form.Precision.FP32);
                DjlPatchPredictor apart = DjlPatchPredictor.compile(network(), "cpu", plain)) {
            assertArrayEquals(predicted(apart, noise(), WHOLE), predicted(fused, noise(), WHOLE), 1e-4f);
        }
        Form chosen = DjlPatchPredictor.form(network().graph(), "cpu", Form.Precision.FP32);
        assertEquals(Cpu.isX86(), chosen.fused());
    }

    /** What is far enough from where a part was cut has the bits of the whole. */
    @Test
    void aPartIsThatOfTheWholeBitForBit() {
        int from = 16;
        int[] size = {WHOLE[0] - from, WHOLE[1], WHOLE[2]};
        int halo = network().graph().halo();
        assertTrue(halo < size[0] - 1, "something is left");
        float[] all = noise();
        float[] part = new float[Math.toIntExact(Sizes.product(size))];
        int rows = WHOLE[1] * WHOLE[2];
        for (int row = 0; row < rows; row++) System.arraycopy(all, row * WHOLE[0] + from, part, row * size[0], size[0]);
        try (DjlPatchPredictor fused = DjlPatchPredictor.compile(network(), "cpu", Form.Precision.FP32)) {
            float[] whole = predicted(fused, all, WHOLE);
            float[] cut = predicted(fused, part, size);
            for (int row = 0; row < CLASSES * rows; row++) {
                for (int x = halo; x < size[0]; x++)
                    assertEquals(
                            whole[row * WHOLE[0] + from + x], cut[row * size[0] + x], 0, "row " + row + ", x " + x);
            }
        }
    }
}
