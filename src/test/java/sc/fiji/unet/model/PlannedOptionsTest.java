package sc.fiji.unet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;

class PlannedOptionsTest {
    @TempDir
    Path folder;

    private TrainOptions open() {
        return TrainOptions.defaults(folder, folder, folder);
    }

    private TrainOptions planned() {
        TrainOptions open = open();
        return open.withNetwork(open.network().withArchitecture(Spec.parse("unet depth=3 width=16 dropout=0.1")))
                .withInput(open.input().withPatch(64, 12).withNormalization(Spec.parse("zscore")))
                .withFit(open.fit()
                        .withLoss(Spec.parse("dice-ce"))
                        .withOptimizer(Spec.parse("adamw"), 0.001)
                        .withPrecision(PrecisionChoice.BF16)
                        .withLimits(0, 5));
    }

    private PlannedOptions remembered() {
        PlannedOptions options = new PlannedOptions(new ModelFolder(folder));
        options.write(planned());
        return options;
    }

    @Test
    void whatIsLeftOpenIsAsItWasPlanned() {
        TrainOptions resumed = remembered().fillIn(open().withFit(open().fit().withLimits(0, 9)));
        assertEquals(
                "unet depth=3 width=16 dropout=0.1", resumed.network().spec().toString());
        assertEquals(planned().input(), resumed.input());
        assertEquals(planned().fit().withLimits(0, 9), resumed.fit(), "more time may be given");
    }

    @Test
    void whatIsSaidNowGoesBeforeWhatWasPlanned() {
        TrainOptions said = open().withFit(open().fit().withOptimizer(Spec.parse("auto"), 1e-4))
                .withNetwork(open().network().withSize(0, 8));
        TrainOptions resumed = remembered().fillIn(said);
        assertEquals(1e-4, resumed.fit().learningrate());
        assertEquals(
                "unet depth=3 width=8 dropout=0.1", resumed.network().spec().toString());
        TrainOptions other = open().withNetwork(open().network().withArchitecture(Spec.parse("segnet")));
        assertEquals("segnet", remembered().fillIn(other).network().spec().toString());
    }

    @Test
    void whereNothingIsRememberedAllIsAsItWasSaid() {
        assertEquals(open(), new PlannedOptions(new ModelFolder(folder)).fillIn(open()));
    }
}
