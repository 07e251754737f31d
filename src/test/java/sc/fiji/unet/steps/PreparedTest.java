package sc.fiji.unet.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/** The operations of bioimage.io, by numbers computed by hand: channels 0 to 7 and 10, 12 to 24. */
class PreparedTest {
    private static final float[] PIXELS = {0, 1, 2, 3, 4, 5, 6, 7, 10, 12, 14, 16, 18, 20, 22, 24};

    private static float[] prepared(String steps) {
        ImageSource image = new ImageSource("numbers", ArrayImgs.floats(PIXELS, 4, 2, 2));
        Spec spec = Spec.parse(Prepared.ID).with("steps", steps);
        Configured<Normalization> method = Extensions.of(Normalization.class).get(Spec.parse(spec.toString()));
        float[] values = new float[PIXELS.length];
        new PatchReader(image, method.extension().fit(image, method.options()))
                .read(new long[2], new int[] {4, 2}, values, 0);
        return values;
    }

    private interface Rule {
        double of(int channel, double value);
    }

    private static void assertPrepared(String steps, Rule rule) {
        float[] expected = new float[PIXELS.length];
        for (int i = 0; i < expected.length; i++) expected[i] = (float) rule.of(i / 8, PIXELS[i]);
        assertArrayEquals(expected, prepared(steps), 1e-5f, steps);
    }

    @Test
    void linearMapsAndClipsFollowEachOther() {
        assertPrepared("ensure_dtype:dtype=float32", (c, v) -> v);
        assertPrepared("scale_linear:gain=2+3:offset=1", (c, v) -> (c == 0 ? 2 : 3) * v + 1);
        assertPrepared(
                "clip:min=2:max=5/scale_linear:gain=-2:offset=1/clip:min=-6:max=0",
                (c, v) -> Math.max(-6, Math.min(0, -2 * Math.max(2, Math.min(5, v)) + 1)));
        assertPrepared("fixed_zero_mean_unit_variance:mean=1+2:std=4+5", (c, v) -> (v - 1 - c) / (4 + c));
    }

    @Test
    void thresholdsGiveZeroAndOne() {
        assertPrepared("binarize:threshold=3", (c, v) -> v > 3 ? 1 : 0);
        assertPrepared("binarize:threshold=2.5+14", (c, v) -> v > (c == 0 ? 2.5 : 14) ? 1 : 0);
        assertPrepared("binarize:threshold=0", (c, v) -> v > 0 ? 1 : 0);
        assertPrepared("scale_linear:gain=-1/binarize:threshold=-3", (c, v) -> v < 3 ? 1 : 0);
    }

    @Test
    void wholeNumbersAreCutTowardsZero() {
        assertPrepared("scale_linear:gain=-0.6:offset=1.3/truncate:dtype=int16", (c, v) -> (int) (1.3 - 0.6 * v));
        assertPrepared("scale_linear:gain=-0.6:offset=1.3/truncate:dtype=uint8", (c, v) -> v < 1 ? 1 : 0);
        assertPrepared("scale_linear:gain=4000/truncate:dtype=int16", (c, v) -> Math.min(32767, 4000 * v));
        assertPrepared("scale_linear:gain=4000/truncate:dtype=uint", (c, v) -> 4000 * v);
        assertPrepared("clip:min=3/scale_linear:offset=-3/truncate:dtype=bool", (c, v) -> v > 3 ? 1 : 0);
    }

    @Test
    void statisticsAreThoseOfWhatCameBefore() {
        double deviation = Math.sqrt(63 / 12.0);
        assertPrepared(
                "zero_mean_unit_variance:axes=yx",
                (c, v) -> c == 0 ? (v - 3.5) / (deviation + 1e-6) : (v - 17) / (2 * deviation + 1e-6));
        assertPrepared("scale_range:axes=yx", (c, v) -> c == 0 ? v / 7 : (v - 10) / 14);
        assertPrepared(
                "scale_range:axes=yx:min_percentile=50:max_percentile=100",
                (c, v) -> c == 0 ? (v - 3.5) / 3.5 : (v - 17) / 7);
        assertPrepared("clip:max=3/scale_range:axes=yx", (c, v) -> c == 0 ? Math.min(v, 3) / 3 : 0);
        assertPrepared("clip:axes=yx:max_percentile=50", (c, v) -> Math.min(v, c == 0 ? 3.5 : 17));
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    /** All pixels of a channel, as a function makes them. */
    private static double[] made(int channel, DoubleUnaryOperator function) {
        return IntStream.range(8 * channel, 8 * channel + 8)
                .mapToDouble(i -> function.applyAsDouble(PIXELS[i]))
                .toArray();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double... values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
    }

    @Test
    void statisticsAreThoseOfWhatActivationsMade() {
        DoubleUnaryOperator flat = v -> sigmoid(v / 20);
        assertPrepared("scale_linear:gain=0.05/sigmoid/scale_range:axes=yx", (c, v) -> {
            double[] all = made(c, flat);
            return (flat.applyAsDouble(v) - all[0]) / (all[7] - all[0] + 1e-6);
        });
        assertPrepared("binarize:threshold=4/scale_linear:gain=3/zero_mean_unit_variance:axes=yx", (c, v) -> {
            double[] all = made(c, value -> value > 4 ? 3 : 0);
            return c == 1 ? 0 : ((v > 4 ? 3 : 0) - mean(all)) / (deviation(all) + 1e-6);
        });
        DoubleUnaryOperator low = v -> sigmoid(-v / 20);
        assertPrepared(
                "scale_linear:gain=-0.05/sigmoid/scale_range:axes=yx:max_percentile=50/sigmoid/clip:axes=yx:min_percentile=50",
                (c, v) -> {
                    double[] all = made(c, low);
                    Arrays.sort(all);
                    double unit = (all[3] + all[4]) / 2 - all[0] + 1e-6;
                    double middle = (sigmoid((all[3] - all[0]) / unit) + sigmoid((all[4] - all[0]) / unit)) / 2;
                    return Math.max(middle, sigmoid((low.applyAsDouble(v) - all[0]) / unit));
                });
    }

    @Test
    void statisticsOfRowsAndOfImagesAsTheyCameFollowActivations() {
        DoubleUnaryOperator flat = v -> sigmoid(v / 20);
        assertPrepared("scale_linear:gain=0.05/sigmoid/zero_mean_unit_variance:axes=x:apart=y", (c, v) -> {
            int first = (int) (c == 0 ? v / 4 : (v - 10) / 8) * 4;
            double[] row = Arrays.copyOfRange(made(c, flat), first, first + 4);
            return (flat.applyAsDouble(v) - mean(row)) / (deviation(row) + 1e-6);
        });
        assertPrepared(
                "sigmoid:channels=0+1/scale_range:axes=yx:channels=0+1:reference=1+2",
                (c, v) -> c == 1 ? v : (sigmoid(v) - 10) / (14 + 1e-6));
        double[] first = new double[8];
        for (int i = 0; i < 8; i++) first[i] = sigmoid((PIXELS[i] - PIXELS[i + 8]) / 8.0);
        double mean = mean(first);
        assertPrepared("scale_linear:gain=0.125/softmax/zero_mean_unit_variance:axes=cyx", (c, v) -> {
            double own = c == 0 ? first[(int) v] : 1 - first[(int) ((v - 10) / 2)];
            double squares = Arrays.stream(first)
                    .map(p -> (p - 0.5) * (p - 0.5))
                    .average()
                    .orElseThrow();
            return mean == 0.5 ? 0 : (own - 0.5) / (Math.sqrt(squares) + 1e-6);
        });
    }

    @Test
    void channelsMayBeLookedAtTogether() {
        double mean = (28 + 136) / 16.0;
        double squares = 0;
        for (float v : PIXELS) squares += (v - mean) * (v - mean);
        double deviation = Math.sqrt(squares / 16);
        assertPrepared("zero_mean_unit_variance:eps=0.5", (c, v) -> (v - mean) / (deviation + 0.5));
        assertPrepared("scale_range:axes=cyx", (c, v) -> v / 24);
    }

    /** Mean and deviation of these numbers. */
    private static double[] moments(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new double[] {mean, Math.sqrt(squares / values.length)};
    }

    private static double unit(double value, double... among) {
        return (value - moments(among)[0]) / (moments(among)[1] + 1e-6);
    }

    /** Channel 0 has rows 0 1 2 3 and 4 5 6 7, channel 1 has 10 12 14 16 and 18 20 22 24. */
    private static double pixel(int c, int x, int y) {
        return PIXELS[8 * c + 4 * y + x];
    }

    private interface Place {
        double of(int c, int x, int y);
    }

    private static void assertPlaces(String steps, Place rule) {
        float[] expected = new float[PIXELS.length];
        for (int i = 0; i < expected.length; i++) expected[i] = (float) rule.of(i / 8, i % 4, i / 4 % 2);
        assertArrayEquals(expected, prepared(steps), 1e-4f, steps);
    }

    @Test
    void partsOfAnImageAreLookedAtByThemselves() {
        assertPlaces(
                "zero_mean_unit_variance:axes=x:apart=y",
                (c, x, y) -> unit(pixel(c, x, y), pixel(c, 0, y), pixel(c, 1, y), pixel(c, 2, y), pixel(c, 3, y)));
        assertPlaces("scale_range:axes=y:apart=x", (c, x, y) -> y); // of two numbers one is the least, one the most
        assertPlaces("scale_range:axes=x:apart=y:max_percentile=50", (c, x, y) -> x / 1.5);
        assertPlaces(
                "clip:axes=x:apart=y:min_percentile=50",
                (c, x, y) -> Math.max(pixel(c, x, y), (pixel(c, 1, y) + pixel(c, 2, y)) / 2));
    }

    @Test
    void channelsMayBeLookedAtTogetherInParts() {
        assertPlaces(
                "zero_mean_unit_variance:axes=c:apart=xy",
                (c, x, y) -> unit(pixel(c, x, y), pixel(0, x, y), pixel(1, x, y)));
        assertPlaces(
                "scale_range:axes=cx:apart=y",
                (c, x, y) -> (pixel(c, x, y) - pixel(0, 0, y)) / (pixel(1, 3, y) - pixel(0, 0, y)));
        assertPlaces("zero_mean_unit_variance:axes=b:apart=xy", (c, x, y) -> 0);
    }

    @Test
    void partsFollowWhatCameBefore() {
        assertPlaces(
                "scale_range:axes=x:apart=y/scale_range:axes=yx/scale_linear:gain=2+3", (c, x, y) -> (c + 2) * x / 3.0);
        assertPlaces("clip:max=5+20/scale_range:axes=x:apart=y/scale_range:axes=y:apart=x:eps=0.1", (c, x, y) -> {
            double[] rows = new double[2];
            double most = c == 0 ? 5 : 20;
            for (int row = 0; row < 2; row++) {
                double least = pixel(c, 0, row);
                rows[row] =
                        (Math.min(pixel(c, x, row), most) - least) / (Math.min(pixel(c, 3, row), most) - least + 1e-6);
            }
            double low = Math.min(rows[0], rows[1]);
            double high = Math.max(rows[0], rows[1]);
            return (rows[y] - low) / (high - low + 0.1);
        });
        assertPlaces("zero_mean_unit_variance:axes=x:apart=y/binarize:threshold=0", (c, x, y) -> x > 1 ? 1 : 0);
    }

    @Test
    void numbersMayBeThoseOfOtherChannelsAsTheyCame() {
        assertPrepared(
                "scale_linear:gain=100/scale_range:axes=yx:channels=0+1:reference=1+2",
                (c, v) -> c == 0 ? (100 * v - 10) / 14 : 100 * v);
        assertPrepared("scale_linear:gain=100/scale_range:reference=0+2", (c, v) -> 100 * v / 24);
        double[] zero = moments(0, 1, 2, 3, 4, 5, 6, 7);
        double[] one = moments(10, 12, 14, 16, 18, 20, 22, 24);
        assertPrepared(
                "scale_mean_variance:eps=0.1:channels=0+1:reference=1+2:axes=yx",
                (c, v) -> c == 1 ? v : (v - zero[0]) / (zero[1] + 0.1) * (one[1] + 0.1) + one[0]);
        assertPlaces(
                "scale_linear:gain=2:channels=1+2/scale_mean_variance:channels=1+2:reference=0+1:axes=x:apart=y",
                (c, x, y) -> pixel(0, x, y)); // rows of both channels are alike but for that
    }

    @Test
    void anImageAsOneNumberGetsTheMeanOfTheOther() {
        assertPrepared(
                "clip:max=-1:channels=0+1/scale_mean_variance:channels=0+1:reference=1+2:axes=yx",
                (c, v) -> c == 0 ? 17 : v);
    }

    @Test
    void slicesOfAVolumeAndTheirMirrorImages() {
        float[] pixels = new float[4 * 3 * 2];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (i % 12) * (1 + i / 12);
        ImageSource volume = new ImageSource("volume", ArrayImgs.floats(pixels, 4, 3, 2, 1));
        Spec spec = Spec.parse(Prepared.ID).with("steps", "scale_range:axes=yx:apart=z");
        Configured<Normalization> method = Extensions.of(Normalization.class).get(spec);
        PatchReader reader = new PatchReader(volume, method.extension().fit(volume, method.options()));
        float[] found = new float[6 * 3 * 4];
        reader.copy().read(new long[] {-1, 0, -1}, new int[] {6, 3, 4}, found, 0);
        int[] mirrored = {1, 0, 1, 2, 3, 2};
        for (int i = 0; i < found.length; i++)
            assertEquals((mirrored[i % 6] + 4 * (i / 6 % 3)) / 11.0, found[i], 1e-5, "both slices become alike: " + i);
    }

    @Test
    void numbersMayBeThoseOfPixelsAlongAnAxis() {
        double[] gain = {1, -2, 3, 0.5};
        assertPlaces("scale_linear:along=x:gain=1+-2+3+0.5:offset=7", (c, x, y) -> gain[x] * pixel(c, x, y) + 7);
        assertPlaces(
                "fixed_zero_mean_unit_variance:along=y:mean=1+2:std=4+5",
                (c, x, y) -> (pixel(c, x, y) - 1 - y) / (4 + y));
        assertPlaces("binarize:along=y:threshold=5+5.5", (c, x, y) -> pixel(c, x, y) > 5 + y / 2.0 ? 1 : 0);
        assertPlaces(
                "scale_linear:along=x:gain=1+-2+3+0.5/binarize:along=y:threshold=-2+2.75/scale_linear:gain=2:channels=1+2",
                (c, x, y) -> (c + 1) * (gain[x] * pixel(c, x, y) > (y == 0 ? -2 : 2.75) ? 1 : 0));
        assertPlaces( // numbers of what it made: of channel 0 from -2 * 5 to 3 * 6
                "scale_linear:along=x:gain=1+-2+3+0.5/scale_range:axes=yx:channels=0+1",
                (c, x, y) -> c == 0 ? (gain[x] * pixel(0, x, y) + 10) / 28 : gain[x] * pixel(1, x, y));
    }

    private static double share(double value, double... among) {
        return Math.exp(value) / Arrays.stream(among).map(Math::exp).sum();
    }

    @Test
    void softmaxMayBeOfLinesOfPixels() {
        assertPlaces(
                "softmax:along=x",
                (c, x, y) -> share(pixel(c, x, y), pixel(c, 0, y), pixel(c, 1, y), pixel(c, 2, y), pixel(c, 3, y)));
        assertPlaces("softmax:along=y", (c, x, y) -> share(pixel(c, x, y), pixel(c, x, 0), pixel(c, x, 1)));
        assertPlaces(
                "softmax:along=y:channels=1+2",
                (c, x, y) -> c == 0 ? pixel(c, x, y) : share(pixel(c, x, y), pixel(c, x, 0), pixel(c, x, 1)));
        double one = 1 / (1 + Math.exp(-0.4)); // of 4 / 10, by which rows of channel 0 differ
        double two = 1 / (1 + Math.exp(-0.8));
        assertPlaces( // as far from each other in each column
                "scale_linear:gain=0.1/softmax:along=y/sigmoid/softmax:along=x/scale_linear:gain=2", (c, x, y) -> 0.5);
        assertPlaces("scale_linear:gain=0.1/softmax:along=y/scale_linear:gain=2/softmax:along=y", (c, x, y) -> {
            double low = c == 0 ? 1 - one : 1 - two;
            return y == 0 ? share(2 * low, 2 * low, 2 - 2 * low) : share(2 - 2 * low, 2 * low, 2 - 2 * low);
        });
    }

    @Test
    void slicesMayHaveTheirOwnNumbers() {
        float[] pixels = new float[4 * 3 * 2];
        for (int i = 0; i < pixels.length; i++) pixels[i] = i % 12 + i / 12;
        assertVolume(pixels, "scale_linear:along=z:gain=1+10", i -> (i < 12 ? 1 : 10) * pixels[i]);
        assertVolume(pixels, "softmax:along=z", i -> 1 / (1 + Math.exp(i < 12 ? 1 : -1)));
        String message = assertThrows(
                        InputException.class, () -> assertVolume(pixels, "scale_linear:along=z:gain=1+10+3", i -> 0))
                .getMessage();
        assertTrue(message.contains("the image has 2 pixels along z, expected 3"), message);
        message = assertThrows(InputException.class, () -> prepared("binarize:along=x:threshold=1+2+3"))
                .getMessage();
        assertTrue(message.contains("the image has 4 pixels along x, expected 3"), message);
    }

    private static void assertVolume(float[] pixels, String steps, IntToDoubleFunction rule) {
        ImageSource volume = new ImageSource("volume", ArrayImgs.floats(pixels, 4, 3, 2, 1));
        Configured<Normalization> method =
                Extensions.of(Normalization.class).get(Spec.parse(Prepared.ID).with("steps", steps));
        float[] found = new float[pixels.length];
        new PatchReader(volume, method.extension().fit(volume, method.options()))
                .read(new long[3], new int[] {4, 3, 2}, found, 0);
        for (int i = 0; i < found.length; i++) assertEquals(rule.applyAsDouble(i), found[i], 1e-5, steps + " " + i);
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertThrows(InputException.class, () -> prepared("sharpen"));
        assertThrows(InputException.class, () -> prepared("scale_linear:gain=1+2+3"));
        assertThrows(InputException.class, () -> prepared("scale_linear:gain=x"));
        assertThrows(InputException.class, () -> prepared("clip:min"));
        assertThrows(InputException.class, () -> prepared("scale_range:reference=0+3"));
        String message = assertThrows(
                        InputException.class, () -> prepared("scale_range:axes=yx:channels=0+1:reference=0+2"))
                .getMessage();
        assertTrue(message.contains("refers to has 2 channels, expected 1 or 1"), message);
    }

    @Test
    void stepsAreTheSameTextAgain() {
        String text = "clip:max=3:min=1/scale_linear:gain=2+3";
        assertEquals(text, PreparationStep.text(PreparationStep.parse(text)));
        assertEquals(List.of(), PreparationStep.parse(""));
    }
}
