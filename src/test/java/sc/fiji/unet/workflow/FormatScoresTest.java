package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;

/** What a training leaves for predictions to choose a number format by. */
class FormatScoresTest {
    @TempDir
    private static Path folder;

    private static Inference trained;
    private static Map<String, String> account;

    @BeforeAll
    static void train() {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        TrainOptions options = FineTuningTest.options(model.path());
        options = options.withFit(options.fit().withLimits(3, 0));
        new Training(new ImageFiles(), new TrainingPictures())
                .run(TinySet.of(1, "background", "disk"), options, event -> {}, Progress.NONE);
        trained = model.inference();
        account = model.card().training();
    }

    @Test
    void theCardSaysWhatEachFormatMakesOfTheValidationImages() {
        List<PrecisionChoice> formats = Precisions.inPrediction(trained, "cpu");
        for (PrecisionChoice format : formats) {
            String dice = account.get("Validation Dice in " + format.id());
            assertEquals(formats.size() > 1, dice != null && dice.matches("[01]\\.\\d{4}"), format + ": " + dice);
        }
    }

    @Test
    void bytesAreJudgedWhereTheProcessorMultipliesThem() {
        boolean bytes = Precisions.inPrediction(trained, "cpu").contains(PrecisionChoice.INT8);
        Calibration calibration = trained.calibration();
        assertEquals(bytes, calibration.isScored());
        if (!bytes) return;
        assertTrue(calibration.labels() > 0.8 && calibration.labels() <= 1, "" + calibration);
        double fp32 = Double.parseDouble(account.get("Validation Dice in fp32"));
        double int8 = Double.parseDouble(account.get("Validation Dice in int8"));
        assertEquals(fp32 - int8, calibration.diceLost(), 1.1e-4);
        assertEquals(calibration.isGood(), account.get("int8").endsWith("taken where it is faster"));
    }

    @Test
    void aNetworkThatNobodyWatchedHasNothingOnBytes() {
        assertFalse(Precisions.inPrediction(trained.withCalibration(Calibration.NONE), "cpu")
                .contains(PrecisionChoice.INT8));
    }
}
