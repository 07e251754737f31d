package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.torchscript.Form;

class PrecisionTest {
    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void agreementCountsLabelsAndTakesTheLargestDifference() {
        float[] expected = {0.9f, 0.6f, 0.2f, 0.5f, /**/ 0.1f, 0.4f, 0.8f, 0.5f};
        float[] got = {0.8f, 0.45f, 0.2f, 0.5f, /**/ 0.2f, 0.55f, 0.8f, 0.5f};
        Agreement agreement = Agreement.between(expected, got, 2);
        assertEquals(0.75, agreement.labels());
        assertEquals(0.15, agreement.difference(), 1e-6);
        assertFalse(agreement.isEnough());
    }

    @Test
    void aSigmoidAgreesWhereItIsOnTheSameSideOfOneHalf() {
        assertEquals(
                0.5,
                Agreement.between(new float[] {0.4f, 0.6f}, new float[] {0.1f, 0.5f}, 1)
                        .labels());
    }

    @Test
    void whatIsNotANumberNeverAgrees() {
        float[] expected = {0.4f, 0.4f};
        assertTrue(Agreement.between(expected, expected, 1).isEnough());
        assertFalse(
                Agreement.between(expected, new float[] {0.4f, Float.NaN}, 1).isEnough());
    }

    @Test
    void aSampleIsTheMiddleOfThePatchInEveryChannel() {
        int[] size = {512, 384};
        float[] patch = new float[2 * size[0] * size[1]];
        for (int i = 0; i < patch.length; i++) patch[i] = i;
        Sample sample = Sample.of(patch, 2, size, 16);
        assertArrayEquals(new int[] {256, 384}, sample.size());
        assertEquals(256 * 384, sample.pixels());
        assertEquals(128, sample.values()[0]);
        assertEquals(512 + 128, sample.values()[256]);
        assertEquals(384 * 512 + 128, sample.values()[256 * 384]);
    }

    @Test
    void aSampleOfAVolumeIsCutAlongAllAxes() {
        int[] size = {96, 80, 64};
        float[] patch = new float[96 * 80 * 64];
        for (int i = 0; i < patch.length; i++) patch[i] = i;
        Sample sample = Sample.of(patch, 1, size, 16);
        assertArrayEquals(new int[] {48, 32, 64}, sample.size());
        assertEquals(24 * 96 + 24, sample.values()[0]);
        assertEquals(80 * 96 + 24 * 96 + 24, sample.values()[48 * 32]);
    }

    @Test
    void decisionsAreKeptAndDamageIsForgotten() throws IOException {
        DecisionCache cache = new DecisionCache(folder.resolve("new").resolve("precision.json"));
        assertEquals(Optional.empty(), cache.get("a"));
        cache.put("a", "bf16", notes::add);
        cache.put("b", "fp32", notes::add);
        assertEquals(Optional.of("bf16"), cache.get("a"));
        for (String damaged : List.of("", "{\"a\": \"bf", "[1, 2]", "null", "{\"a\": {}}")) {
            Files.writeString(cache.file(), damaged);
            assertEquals(Optional.empty(), cache.get("a"), damaged);
        }
        cache.put("a", "fp32", notes::add);
        assertEquals(Optional.of("fp32"), cache.get("a"));
        assertEquals(List.of(), notes);
    }

    @Test
    void aFolderThatCannotBeWrittenCostsANote() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        DecisionCache cache = new DecisionCache(file.resolve("precision.json"));
        cache.put("a", "bf16", notes::add);
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("not remembered"), notes.get(0));
    }

    @Test
    void autoKeepsWhatAgreesWithThePortableFormAndRemembersIt() {
        Inference network = network(1);
        float[] input = noise(2 * 48 * 32);
        DecisionCache cache = new DecisionCache(folder.resolve("precision.json"));
        float[] first =
                predict(new AutoPredictor(new PrecisionSelection(network, List.of("cpu")), cache, notes::add), input);
        float[] second =
                predict(new AutoPredictor(new PrecisionSelection(network, List.of("cpu")), cache, notes::add), input);
        assertEquals(2, notes.size(), notes.toString());
        assertTrue(notes.get(0).matches("Precision (fp32|bf16): on the first patch bf16 is .*"), notes.get(0));
        assertTrue(notes.get(1).endsWith("as measured before on this machine."), notes.get(1));
        assertArrayEquals(first, second);
        float[] portable = predict(DjlPatchPredictor.compile(network, "cpu", Form.portable()), input);
        assertTrue(Agreement.between(portable, first, 3).labels() > 0.99);
    }

    @Test
    void tilesArePlannedForWhatWasChosenBefore() {
        PrecisionSelection selection = new PrecisionSelection(network(1), List.of("cpu"));
        DecisionCache cache = new DecisionCache(folder.resolve("precision.json"));
        AutoPredictor predictor = new AutoPredictor(selection, cache, notes::add);
        assertEquals(selection.bytesPerPixel(PrecisionChoice.FP32), predictor.bytesPerPixel());
        cache.put(selection.key(), "bf16", notes::add);
        assertEquals(selection.bytesPerPixel(PrecisionChoice.BF16), predictor.bytesPerPixel());
    }

    @Test
    void otherWeightsAreAnotherDecision() {
        assertEquals(
                new PrecisionSelection(network(1), List.of("cpu")).key(),
                new PrecisionSelection(network(1), List.of("cpu")).key());
        assertFalse(new PrecisionSelection(network(1), List.of("cpu"))
                .key()
                .equals(new PrecisionSelection(network(2), List.of("cpu")).key()));
    }

    @Test
    void bytesRaceOnlyWhereImagesWithTruthSpokeForThem() {
        Inference network = network(1);
        Calibration watched = watched(network);
        assertFalse(candidates(network.withCalibration(watched)).contains(PrecisionChoice.INT8), "never scored");
        assertFalse(
                candidates(network.withCalibration(watched.scored(0.0011, 1))).contains(PrecisionChoice.INT8));
        assertFalse(
                candidates(network.withCalibration(watched.scored(0, 0.9989))).contains(PrecisionChoice.INT8));
        assertEquals(
                Cpu.isX86(),
                candidates(network.withCalibration(watched.scored(0.001, 0.999)))
                        .contains(PrecisionChoice.INT8));
    }

    @Test
    void whatWasFoundOfLargerBytesIsNotTrustedWhereTheyDoNotFit() {
        Inference network = network(1);
        Calibration watched = watched(network);
        Map<String, Calibration.Range> ranges = watched.ranges();
        Inference elsewhere = network.withCalibration(new Calibration(ranges).scored(0, 1));
        boolean fits = Cpu.largestWeight() == Calibration.WHOLE_BYTE;
        assertEquals(fits, candidates(elsewhere).contains(PrecisionChoice.INT8));
        if (fits || !Cpu.isX86()) return;
        assertArrayEquals(
                predict(onBytes(network.withCalibration(watched)), noise(2 * 48 * 32)),
                predict(onBytes(elsewhere), noise(2 * 48 * 32)),
                "nor are they used");
        assertTrue(notes.get(1).contains("was not tried on images with truth"), notes.get(1));
    }

    private static List<PrecisionChoice> candidates(Inference network) {
        return new PrecisionSelection(network, List.of("cpu")).candidates();
    }

    private static Calibration watched(Inference network) {
        return Watching.of(network, noise(2 * 48 * 32), 2, new int[] {48, 32});
    }

    @Test
    void whatWasLearnedOfTheValuesInsideIsAnotherDecision() {
        Inference network = network(1);
        Calibration watched = watched(network);
        String before = new PrecisionSelection(network, List.of("cpu")).key();
        String after = new PrecisionSelection(network.withCalibration(watched), List.of("cpu")).key();
        assertFalse(before.equals(after));
    }

    @Test
    void bytesThatAreAskedForComeWithTheirPrice() {
        Inference network = network(1);
        float[] exact = predict(DjlPatchPredictor.compile(network, "cpu", Form.portable()), noise(2 * 48 * 32));
        float[] unknown = predict(onBytes(network), noise(2 * 48 * 32));
        assertTrue(notes.get(0).startsWith("Precision int8, as asked: on the first patch"), notes.get(0));
        float[] known =
                predict(onBytes(network.withCalibration(watched(network).scored(0.0123, 0.98765))), noise(2 * 48 * 32));
        assertTrue(notes.get(1).contains("Dice was 0.0123 lower than in fp32, and 98.765 % of"), notes.get(1));
        for (float[] bytes : List.of(unknown, known)) {
            assertTrue(Agreement.between(exact, bytes, 3).difference() > 1e-4, "bytes round");
            assertTrue(Agreement.between(exact, bytes, 3).labels() > 0.9);
        }
    }

    @Test
    void floatsStandInWhereNothingKnowsBytes() {
        UNet unet = new UNet();
        Graph volumes = unet.build(3, 1, 2, Options.of("unet", unet.defaults(), Map.of("width", "2", "depth", "1")));
        onBytes(Inference.of(volumes, Weights.initial(volumes, 1))).close();
        assertTrue(notes.get(0).startsWith("Precision fp32, though int8 was asked for"), notes.get(0));
    }

    private PatchPredictor onBytes(Inference network) {
        return Precisions.compile(network, "cpu", PrecisionChoice.INT8, notes::add);
    }

    @Test
    void anUnknownPrecisionIsRefused() {
        assertThrows(OptionException.class, () -> PrecisionChoice.of("fp64"));
    }

    private static Inference network(long seed) {
        UNet unet = new UNet();
        Options options = Options.of("unet", unet.defaults(), Map.of("width", "4", "depth", "2"));
        Graph graph = unet.build(2, 1, 3, options);
        return Inference.of(graph, Weights.initial(graph, seed));
    }

    private static float[] predict(PatchPredictor predictor, float[] input) {
        float[] output = new float[2 * 3 * 48 * 32];
        try (predictor) {
            predictor.predict(input, 2, new int[] {48, 32}, output);
        }
        return output;
    }

    private static float[] noise(int length) {
        Random random = new Random(7);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}
