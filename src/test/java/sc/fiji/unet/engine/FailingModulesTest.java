package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.torchscript.Form;

/** What libtorch holds is freed where something fails on the way. */
class FailingModulesTest {
    private static final Inference NETWORK = network();

    private static Inference network() {
        UNet unet = new UNet();
        Graph graph = unet.build(2, 1, 2, Options.of("unet", unet.defaults(), Map.of("width", "4", "depth", "2")));
        return Inference.of(graph, Weights.initial(graph, 1));
    }

    @Test
    void aDamagedArchive() {
        OpenModules.assertNoneLeft(
                RuntimeException.class,
                () -> ScriptModule.load(
                        file -> {
                            try {
                                Files.writeString(file, "not an archive");
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        "cpu",
                        true));
    }

    @Test
    void aSampleThatTheNetworkCannotTake() {
        PrecisionSelection selection = new PrecisionSelection(NETWORK, List.of("cpu"));
        Sample odd = new Sample(new float[13 * 17], new int[] {13, 17}); // not multiples of the stride
        OpenModules.assertNoneLeft(RuntimeException.class, () -> selection.decide(odd));
    }

    @Test
    void aSecondDeviceThatIsMissing() {
        PrecisionSelection selection = new PrecisionSelection(NETWORK, List.of("cpu", "gpu77"));
        Sample sample = new Sample(new float[16 * 16], new int[] {16, 16});
        OpenModules.assertNoneLeft(InputException.class, () -> selection.decide(sample));
    }

    @Test
    void closingTwiceIsClosingOnce() {
        int before = ScriptModule.open();
        DjlPatchPredictor predictor = DjlPatchPredictor.compile(NETWORK, "cpu", Form.portable());
        assertEquals(before + 1, ScriptModule.open());
        predictor.close();
        predictor.close();
        assertEquals(before, ScriptModule.open());
    }
}
