package sc.fiji.unet.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
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

    @Test
    void channelsMayBeLookedAtTogether() {
        double mean = (28 + 136) / 16.0;
        double squares = 0;
        for (float v : PIXELS) squares += (v - mean) * (v - mean);
        double deviation = Math.sqrt(squares / 16);
        assertPrepared("zero_mean_unit_variance:eps=0.5", (c, v) -> (v - mean) / (deviation + 0.5));
        assertPrepared("scale_range:axes=cyx", (c, v) -> v / 24);
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertThrows(InputException.class, () -> prepared("sharpen"));
        assertThrows(InputException.class, () -> prepared("scale_linear:gain=1+2+3"));
        assertThrows(InputException.class, () -> prepared("scale_linear:gain=x"));
        assertThrows(InputException.class, () -> prepared("clip:min"));
    }

    @Test
    void stepsAreTheSameTextAgain() {
        String text = "clip:max=3:min=1/scale_linear:gain=2+3";
        assertEquals(text, PreparationStep.text(PreparationStep.parse(text)));
        assertEquals(List.of(), PreparationStep.parse(""));
    }
}
