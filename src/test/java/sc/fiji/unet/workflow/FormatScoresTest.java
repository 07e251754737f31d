package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.SamplerOptions;
import sc.fiji.unet.sampling.Scalings;
import sc.fiji.unet.train.FormatScores;
import sc.fiji.unet.train.FormatTrial;
import sc.fiji.unet.train.SegmentedValidation;

/** What a training leaves for predictions to choose a number format by. */
class FormatScoresTest {
    private static final int FACTOR = 1000;

    @TempDir
    private static Path folder;

    private static Inference trained;
    private static Map<String, String> account;

    @BeforeAll
    static void train() {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        TrainOptions options = FineTuningTest.options(model.path());
        options = options.withFit(options.fit().withLimits(30, 0));
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

    /** One channel between two convolutions is made so large that bytes have nothing left for the others. */
    @Test
    void aConvolutionThatBytesWouldRuinStaysInFloat() {
        if (!trained.calibration().isScored()) return;
        Inference ruined = new Inference(trained.graph(), enlarged(trained.weights(), "down0_a_conv", "down0_b_conv"));
        FormatScores found = trial(ruined).run();
        Calibration calibration = found.network().calibration();
        assertEquals(Set.of("down0_b_conv"), calibration.floats(), found.account()::toString);
        assertTrue(calibration.isGood(), found.account()::toString);
        assertTrue(found.account().get("int8").contains("; left in fp32: down0_b_conv; taken"));
        assertTrue(Precisions.inPrediction(found.network(), "cpu").contains(PrecisionChoice.INT8));
    }

    private static FormatTrial trial(Inference network) {
        TrainingSet set = TinySet.of(1, "background", "disk");
        ModelCard card = new ModelFolder(folder.resolve("model")).card();
        PatchSampler sampler = new PatchSampler(
                set.train(), Scalings.of(set, card.input().spec()), SamplerOptions.defaults(8, 32, 32));
        SegmentedValidation validation = new SegmentedValidation(set.validation(), card);
        return new FormatTrial(network, "cpu", sampler.batch(0), validation, Progress.NONE);
    }

    private static Weights enlarged(Weights weights, String before, String after) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        weights.arrays().forEach((name, values) -> arrays.put(name, values.clone()));
        float[] first = arrays.get(before + "_weight");
        float[] second = arrays.get(after + "_weight");
        int channels = arrays.get(before + "_bias").length;
        int channel = 0;
        arrays.get(before + "_bias")[channel] *= FACTOR;
        int each = first.length / channels;
        for (int i = channel * each; i < (channel + 1) * each; i++) first[i] *= FACTOR;
        for (int i = 0; i < second.length; i++) if (i / 9 % channels == channel) second[i] /= FACTOR;
        return new Weights(arrays);
    }

    @Test
    void aNetworkThatNobodyWatchedHasNothingOnBytes() {
        assertFalse(Precisions.inPrediction(trained.withCalibration(Calibration.NONE), "cpu")
                .contains(PrecisionChoice.INT8));
    }
}
