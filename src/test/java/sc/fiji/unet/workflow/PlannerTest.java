package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.Fingerprint;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.train.TrainingSpeed;

/** What planning makes of images, case by case. */
class PlannerTest {
    private static final Path HERE = Path.of("here");

    private static Fingerprint data(long width, long height, double rarest) {
        long[] size = {width, height};
        double[] shares = {1 - rarest, rarest};
        return TinySet.fingerprint(9, 1, size, shares);
    }

    private static TrainingSpeed speed(double gigaflops) {
        return (graph, patch) -> new TrainingSpeed.Measurement(Form.Precision.BF16, gigaflops * 1e9, "it is faster");
    }

    private static TrainOptions options() {
        TrainOptions options = TrainOptions.defaults(HERE, HERE, HERE);
        return options.withRun(options.run().withDevice("cpu"));
    }

    private static TrainingPlan plan(TrainOptions options, Fingerprint data) {
        return Planner.plan(options, data, 9, 2, speed(100));
    }

    @ParameterizedTest(name = "{0} x {1}: patch {2}, depth {3}, batch {4}")
    @CsvSource({
        "2000, 3000, 256, 4, 4", // as much as is computed in good time
        "256, 256, 256, 4, 4", // the whole image
        "1024, 100, 112, 4, 20", // the smaller edge decides, in multiples of 16
        "96, 96, 96, 4, 28",
        "48, 50, 48, 3, 32", // 48 halves to 6 at depth 3, to 3 at depth 4
        "5, 7, 32, 3, 32" // no image is too small: it is mirrored
    })
    void patchDepthAndBatchFollowTheSize(long width, long height, int patch, int depth, int batch) {
        TrainingPlan plan = plan(options(), data(width, height, 0.3));
        assertArrayEquals(new int[] {patch, patch}, plan.sampling().patch());
        assertEquals(String.valueOf(depth), plan.architecture().options().get("depth"));
        assertEquals(batch, plan.sampling().batch());
    }

    @ParameterizedTest(name = "objects of {0}, images of {1}: patch {2}")
    @CsvSource({
        "47, 360, 128", // two and a half of the larger nuclei abreast
        "10, 360, 96", // small objects are seen with what lies around them
        "47, 90, 96", // no larger than the image
        "150, 360, 256"
    })
    void patchesHoldSeveralObjects(double across, long edge, int patch) {
        TrainingPlan plan = plan(options(), data(edge, edge, 0.3).withObjects(across));
        assertArrayEquals(new int[] {patch, patch}, plan.sampling().patch());
        assertEquals(4, plan.sampling().batch());
    }

    @ParameterizedTest(name = "{0} minutes, {1} images, {2} GFLOP/s: width {3}")
    @CsvSource({
        "0, 9, 100, 32", // as long as it takes
        "10, 9, 800, 32", // 1,700 steps
        "10, 9, 400, 16", // 800 steps only
        "20, 9, 400, 32",
        "20, 200, 400, 16", // enough steps, but each image only 33 times
        "60, 200, 400, 32",
        "1, 9, 10000, 32" // on a GPU
    })
    void aWideNetworkNeedsTimeToSeeTheImagesOften(double minutes, int images, double speed, String width) {
        TrainOptions options = options();
        TrainOptions timed = options.withFit(options.fit().withLimits(0, minutes));
        TrainingPlan plan = Planner.plan(timed, data(256, 256, 0.3), images, 2, speed(speed));
        assertEquals(width, plan.architecture().options().get("width"));
        assertEquals(minutes * 60, plan.fit().length().seconds());
    }

    @ParameterizedTest(name = "{0} minutes, {1} GFLOP/s: batch {2}")
    @CsvSource({
        "0, 100, 28", // as long as it takes
        "0.7, 200, 4", // as many steps as there can be
        "2, 200, 11",
        "10, 200, 28", // enough steps of the usual size
    })
    void shortTrainingsMakeSmallSteps(double minutes, double speed, int batch) {
        TrainOptions options = options();
        TrainOptions timed = options.withNetwork(options.network().withSize(0, 16))
                .withFit(options.fit().withLimits(0, minutes));
        TrainingPlan plan = Planner.plan(timed, data(96, 96, 0.3), 9, 2, speed(speed));
        assertEquals(batch, plan.sampling().batch());
    }

    @ParameterizedTest(name = "{0} minutes, {1} GFLOP/s: patch {2}, batch {3}")
    @CsvSource({
        "0, 100, 256, 4", // as long as it takes
        "0.7, 200, 192, 2", // 80 steps of four large patches
        "2.2, 200, 192, 3",
        "5, 200, 256, 4"
    })
    void shortTrainingsLearnFromSmallPatches(double minutes, double speed, int patch, int batch) {
        TrainOptions options = options();
        TrainOptions timed = options.withFit(options.fit().withLimits(0, minutes));
        TrainingPlan plan = Planner.plan(timed, data(512, 512, 0.3), 9, 2, speed(speed));
        assertArrayEquals(new int[] {patch, patch}, plan.sampling().patch());
        assertEquals(batch, plan.sampling().batch());
    }

    @ParameterizedTest(name = "{0} minutes, {1} GFLOP/s: patch {2}, {3} slices, width {4}")
    @CsvSource({
        "0, 50, 64, 20, 32", // as long as it takes
        "0.5, 50, 32, 16, 8", // few steps
        "0.5, 1000, 64, 20, 16", // on a GPU
        "20, 50, 64, 20, 16"
    })
    void shortTrainingsOnVolumesLearnFromSmallPatchesBySlimNetworks(
            double minutes, double speed, int patch, int slices, String width) {
        TrainOptions options = options();
        TrainOptions timed = options.withFit(options.fit().withLimits(0, minutes));
        TrainingPlan plan = Planner.plan(timed, volumes(72, 64, 18), 6, 2, speed(speed));
        assertArrayEquals(new int[] {patch, patch, slices}, plan.sampling().patch());
        assertEquals(width, plan.architecture().options().get("width"));
    }

    @Test
    void thePatchOfNarrowVolumesIsRememberedByTheNumberThatGivesItAgain() {
        Fingerprint narrow = volumes(35, 50, 18);
        TrainingPlan plan = plan(options(), narrow);
        assertArrayEquals(new int[] {40, 56, 20}, plan.sampling().patch());
        TrainOptions again = plan.filledIn(options());
        assertEquals(48, again.input().patch());
        assertArrayEquals(
                plan.sampling().patch(), plan(again, narrow).sampling().patch());
    }

    /** Slices lie as far apart as two pixels. */
    private static Fingerprint volumes(long... size) {
        Fingerprint alike = TinySet.fingerprint(6, 1, size, 0.9, 0.1);
        return new Fingerprint(
                alike.images(),
                alike.extent(),
                new Fingerprint.PixelSize(new double[] {0.5, 0.5, 1}, "micrometer"),
                alike.intensities(),
                alike.annotated(),
                0,
                Fingerprint.Mirroring.UNKNOWN);
    }

    @ParameterizedTest(name = "{0} minutes, orientation {1}: {2}")
    @CsvSource({"1, 0, LIGHT", "1, 0.5, LIGHT", "10, 0, MICROSCOPY", "10, 0.09, MICROSCOPY", "10, 0.11, MEDICAL"})
    void imagesWithAnUpAndDownAreNotMirrored(double minutes, double orientation, Preset preset) {
        TrainOptions options = options();
        TrainOptions timed = options.withFit(options.fit().withLimits(0, minutes));
        TrainingPlan plan =
                plan(timed, data(256, 256, 0.3).withOrientation(new Fingerprint.Mirroring(orientation, List.of())));
        assertEquals(AugmentationPlan.of(preset).toString(), plan.augmentation().toString());
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource({"0.05, 0.3, 0.02, xz", "0.3, 0.3, 0.11, ''", "0, 0.1, 0.5, x"})
    void volumesAreMirroredAlongTheAxesThatSayNothing(double x, double y, double z, String flipped) {
        Fingerprint.Mirroring mirroring = new Fingerprint.Mirroring(0.5, List.of(x, y, z));
        TrainingPlan plan = plan(options(), volumes(72, 64, 18).withOrientation(mirroring));
        String flips = flipped.isEmpty() ? "" : "flip axes=" + flipped + "; ";
        assertEquals(
                flips + AugmentationPlan.of(Preset.MEDICAL), plan.augmentation().toString());
    }

    @Test
    void scalesAreFusedInTheProportionsOfThePaper() {
        TrainOptions options = options();
        TrainOptions narrow = options.withNetwork(
                options.network().withArchitecture(Spec.parse("unet3plus")).withSize(0, 8));
        assertEquals(
                "8", plan(narrow, data(96, 96, 0.3)).architecture().options().get("fusion"));
        TrainOptions asked = options.withNetwork(options.network().withArchitecture(Spec.parse("unet3plus fusion=5")));
        assertEquals(
                "5", plan(asked, data(96, 96, 0.3)).architecture().options().get("fusion"));
    }

    @ParameterizedTest
    @CsvSource({"fp32, FP32", "bf16, BF16"})
    void aPrecisionThatIsAskedForIsTaken(String asked, Form.Precision precision) {
        TrainOptions options = options();
        TrainOptions precise = options.withFit(options.fit().withPrecision(PrecisionChoice.of(asked)));
        assertEquals(precision, plan(precise, data(64, 64, 0.3)).fit().machine().precision());
    }

    @ParameterizedTest(name = "share {0}: foreground {1}")
    @CsvSource({"0.5, 0.33", "0.051, 0.33", "0.01, 0.5"})
    void rareClassesAreSoughtMoreOften(double share, double foreground) {
        assertEquals(
                foreground, plan(options(), data(256, 256, share)).sampling().foreground());
    }

    @ParameterizedTest(name = "{0}: rate {1}")
    @CsvSource({"auto, 0.001", "adam, 0.001", "sgd, 0.01"})
    void theRateIsTheUsualOneOfTheOptimizer(String optimizer, double rate) {
        TrainOptions options = options();
        TrainOptions asked = options.withFit(options.fit().withOptimizer(Spec.parse(optimizer), 0));
        assertEquals(rate, plan(asked, data(64, 64, 0.3)).fit().method().learningRate());
    }

    @Test
    void whatIsAskedForIsTaken() {
        TrainOptions options = options();
        TrainOptions asked = options.withNetwork(options.network().withSize(2, 8))
                .withInput(options.input().withPatch(40, 3).withNormalization(Spec.parse("minmax")))
                .withFit(options.fit().withLimits(7, 0).withLoss(Spec.parse("focal gamma=3")));
        TrainingPlan plan = plan(asked, data(500, 400, 0.3));
        assertArrayEquals(new int[] {40, 40}, plan.sampling().patch());
        assertEquals(3, plan.sampling().batch());
        assertEquals("8", plan.architecture().options().get("width"));
        assertEquals("focal gamma=3", plan.fit().method().loss().toString());
        assertEquals(7, plan.fit().length().epochs());
        assertEquals(0, plan.fit().length().patience());
        assertTrue(plan.reasons().stream().noneMatch(r -> r.startsWith("patch") || r.startsWith("loss")));
        assertTrue(plan.reasons().stream().anyMatch(r -> r.startsWith("memory = ")), plan.reasons()::toString);
    }

    /** Patches that the network's stride does not divide would fail in the first step only. */
    @Test
    void patchesFitTheStrideOfTheNetwork() {
        TrainOptions options = options();
        TrainOptions deep = options.withNetwork(options.network().withSize(6, 2));
        TrainingPlan plan = plan(deep, data(100, 100, 0.3));
        assertArrayEquals(new int[] {128, 128}, plan.sampling().patch());
        TrainOptions wrong = deep.withInput(deep.input().withPatch(80, 1));
        assertThrows(OptionException.class, () -> plan(wrong, data(100, 100, 0.3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "optimizer", "schedule"})
    void misspelledChoicesAreRefusedBeforeTheFirstStep(String what) {
        TrainOptions options = options();
        Spec misspelled = Spec.parse("mispelt");
        TrainOptions wrong = options.withFit(
                switch (what) {
                    case "loss" -> options.fit().withLoss(misspelled);
                    case "optimizer" -> options.fit().withOptimizer(misspelled, 0);
                    default -> options.fit().withSchedule(misspelled);
                });
        assertThrows(OptionException.class, () -> plan(wrong, data(100, 100, 0.3)));
    }

    @Test
    void oneSigmoidIsEnoughForTwoClasses() {
        TrainOptions options = options();
        TrainOptions sigmoid = options.withFit(options.fit().withLoss(Spec.parse("binary-ce")));
        assertEquals(1, plan(sigmoid, data(64, 64, 0.3)).graph().classes());
        assertEquals(
                3,
                Planner.plan(sigmoid, data(64, 64, 0.3), 9, 3, speed(100))
                        .graph()
                        .classes());
    }
}
