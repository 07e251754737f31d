package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.predict.SimpleNetwork;
import sc.fiji.unet.torchscript.Form.Precision;

class DeviceBenchmarkTest {
    private static final double PATCH_MEGAPIXELS = 512 * 512 / 1e6;

    private long now;

    /** Takes half a second for the first patch and a quarter for each that follows. */
    private final SimpleNetwork network = new SimpleNetwork(1, 2, this::pass);

    private void pass(float[] input, int n, int[] size, float[] output) {
        now += network.calls() == 1 ? 500_000_000 : 250_000_000;
    }

    @Test
    void theFirstPatchIsNotCounted() {
        double speed = new DeviceBenchmark(9, () -> now).megapixels(network, 0.9, Progress.NONE);
        assertEquals(1 + 4, network.calls(), "until 0.9 s are over");
        assertEquals(4 * PATCH_MEGAPIXELS, speed, 1e-9);
    }

    @Test
    void itCanBeCanceled() {
        Progress canceled = new Progress() {
            @Override
            public boolean canceled() {
                return network.calls() > 2;
            }
        };
        DeviceBenchmark test = new DeviceBenchmark(9, () -> now);
        assertThrows(CancellationException.class, () -> test.megapixels(network, 1e9, canceled));
    }

    @Test
    void aRealNetworkRunsInEveryPrecisionThatMayPay() {
        UNet unet = new UNet();
        Graph graph = unet.build(2, 1, 2, Options.of("unet", unet.defaults(), Map.of("width", "2", "depth", "1")));
        Inference real = Inference.of(graph, Weights.initial(graph, 1));
        DeviceBenchmark.Result result = new DeviceBenchmark(1e-9, System::nanoTime).run(real, "cpu", Progress.NONE);
        assertEquals(Precisions.mayDiffer("cpu") ? 2 : 1, result.megapixels().size());
        assertTrue(result.megapixels().get(Precision.FP32) > 0);
    }

    @Test
    void theFastestIsNamedFirst() {
        String text = new DeviceBenchmark.Result(Map.of(Precision.FP32, 0.5, Precision.BF16, 2.25)).text();
        assertTrue(text.contains("predicts 2.25 Mpx/s in bf16, 0.50 Mpx/s in fp32 on "), text);
        assertTrue(
                new DeviceBenchmark.Result(Map.of(Precision.FP32, 0.5)).text().contains("fp32 is chosen"));
    }

    @Test
    void noTimeMeasuresNothing() {
        assertThrows(OptionException.class, () -> new DeviceBenchmark(0, System::nanoTime));
    }
}
