package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.DecisionCache;
import sc.fiji.unet.engine.OpenModules;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.torchscript.Form.Precision;

class TrainingBenchmarkTest {
    private static final int[] PATCH = {32, 32};

    @TempDir
    Path folder;

    private TrainingSpeed benchmark(PrecisionChoice asked, Progress progress) {
        DecisionCache decisions = new DecisionCache(folder.resolve("training.json"));
        return new TrainingBenchmark("cpu", asked, Spec.parse("dice-ce"), decisions, progress);
    }

    private TrainingSpeed.Measurement measure(PrecisionChoice asked) {
        return benchmark(asked, Progress.NONE).of(TrainingLoopTest.graph(), PATCH);
    }

    @Test
    void stepsAreTimedOnceAndRemembered() throws IOException {
        TrainingSpeed.Measurement first = measure(PrecisionChoice.AUTO);
        assertTrue(first.flops() > 1e6, first.toString());
        byte[] remembered = Files.readAllBytes(folder.resolve("training.json"));
        TrainingSpeed.Measurement again = measure(PrecisionChoice.AUTO);
        assertEquals(first.precision(), again.precision());
        assertEquals(first.flops(), again.flops());
        assertEquals("as measured before on this machine", again.reason());
        Graph graph = TrainingLoopTest.graph();
        benchmark(PrecisionChoice.AUTO, Progress.NONE).of(graph, new int[] {64, 32});
        assertFalse(java.util.Arrays.equals(remembered, Files.readAllBytes(folder.resolve("training.json"))));
    }

    @Test
    void aFormatThatIsAskedForIsTheOneThatIsTimed() {
        assertEquals(Precision.FP32, measure(PrecisionChoice.FP32).precision());
        assertEquals(Precision.BF16, measure(PrecisionChoice.BF16).precision());
    }

    @Test
    void whatIsDamagedIsMeasuredAgain() throws IOException {
        measure(PrecisionChoice.FP32);
        Path file = folder.resolve("training.json");
        Files.writeString(file, Files.readString(file).replaceAll("\"fp32 [^\"]*\"", "\"fp32 fast\""));
        assertEquals("the one there is", measure(PrecisionChoice.FP32).reason());
    }

    @Test
    void canceledItLeavesNothingOpen() {
        Progress canceled = new Progress() {
            @Override
            public boolean canceled() {
                return true;
            }
        };
        TrainingSpeed speed = benchmark(PrecisionChoice.AUTO, canceled);
        OpenModules.assertNoneLeft(CancellationException.class, () -> speed.of(TrainingLoopTest.graph(), PATCH));
    }
}
