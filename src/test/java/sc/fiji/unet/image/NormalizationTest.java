package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;

class NormalizationTest {
    private static ChannelScaling fit(String spec, ImageSource image) {
        var chosen = Extensions.of(Normalization.class).get(Spec.parse(spec));
        return chosen.extension().fit(image, chosen.options());
    }

    private static float[] normalized(String spec, ImageSource image) {
        float[] out = new float[(int) (image.size()[0] * image.size()[1] * image.channels())];
        int[] size = {(int) image.size()[0], (int) image.size()[1]};
        new PatchReader(image, fit(spec, image)).read(new long[2], size, out, 0);
        return out;
    }

    private static ImageSource image(float[] values, long... size) {
        return new ImageSource("cells.tif", ArrayImgs.floats(values, size));
    }

    @Test
    void zScoreOfFourPixelsPerChannel() {
        float s = (float) Math.sqrt(5);
        float[] expected = {-3 / s, -1 / s, 1 / s, 3 / s, 0, 0, 0, 0};
        assertArrayEquals(expected, normalized("zscore", image(new float[] {1, 2, 3, 4, 7, 7, 7, 7}, 2, 2, 2)), 1e-6f);
    }

    @Test
    void zScoreKeepsDigitsUnderALargeMeanAndManyChunks() {
        int n = 700;
        float[] values = new float[n * n];
        for (int i = 0; i < values.length; i++) values[i] = 40000 + (i < values.length / 2 ? 1 : -1);
        float[] z = normalized("zscore", image(values, n, n, 1));
        assertEquals(1, z[0], 5e-3);
        assertEquals(-1, z[z.length - 1], 5e-3);
    }

    @Test
    void minMaxOf16Bit() {
        ImageSource image =
                new ImageSource("a", ArrayImgs.unsignedShorts(new short[] {100, (short) 60100, 30100, 100}, 2, 2, 1));
        assertArrayEquals(new float[] {0, 1, 0.5f, 0}, normalized("minmax", image), 1e-6f);
    }

    @Test
    void percentilesInterpolateAndKeepWhatIsBeyond() {
        float[] values = {0, 10, 20, 30, 1000};
        float[] kept = normalized("percentile low=25 high=75", image(values, 5, 1, 1));
        assertArrayEquals(new float[] {-0.5f, 0, 0.5f, 1, 49.5f}, kept, 1e-5f);
        float[] clipped = normalized("percentile low=12.5 high=75 clip=true", image(values, 5, 1, 1));
        assertArrayEquals(new float[] {0, 0.2f, 0.6f, 1, 1}, clipped, 1e-6f);
    }

    @Test
    void percentilesAreThoseOfTheSortedPixels() {
        Random random = new Random(4);
        float[] values = new float[311 * 1023];
        for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextGaussian() * Math.pow(10, i % 9 - 4));
        long[] ranks = {0, 1, 77, values.length / 2, values.length - 2, values.length - 1};
        float[] found = OrderStatistics.atRanks(image(values.clone(), 311, 1023, 1), ranks)[0];
        Arrays.sort(values);
        for (int i = 0; i < ranks.length; i++) assertEquals(values[(int) ranks[i]], found[i]);
    }

    @Test
    void nearlyEmptyImageKeepsItsFewBrightPixels() {
        float[] values = new float[1000];
        values[3] = 50;
        assertEquals(1, normalized("percentile", image(values, 100, 10, 1))[3], 1e-6f);
    }

    @Test
    void fixedRangeClips() {
        float[] expected = {0, 0.5f, 1, 0.25f};
        float[] values = {-2000, 0, 3000, -500};
        assertArrayEquals(expected, normalized("range min=-1000 max=1000", image(values, 2, 2, 1)), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zscore", "minmax", "percentile"})
    void constantImageBecomesZero(String spec) {
        float[] values = new float[12];
        Arrays.fill(values, 0.1f);
        assertArrayEquals(new float[12], normalized(spec, image(values, 4, 3, 1)));
    }

    @ParameterizedTest
    @CsvSource({"zscore,NaN", "minmax,Infinity", "percentile,-Infinity", "range,NaN"})
    void notFiniteIsRefusedWithItsPlace(String spec, float bad) {
        float[] values = new float[2 * 900 * 700];
        values[900 * 700 + 650 * 900 + 12] = bad;
        InputException e = assertThrows(InputException.class, () -> fit(spec, image(values, 900, 700, 2)));
        assertEquals(
                "cells.tif: the pixel at channel 2, x = 12, y = 650 is " + bad
                        + ", expected a finite number. Replace NaN and infinite pixels before using this image.",
                e.getMessage());
    }

    @Test
    void emptyImageIsRefused() {
        assertThrows(InputException.class, () -> fit("zscore", image(new float[0], 0, 5, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"percentile low=60 high=40", "percentile low=-1", "range min=3 max=3", "zscore low=1"})
    void impossibleOptionsAreRefused(String spec) {
        assertThrows(OptionException.class, () -> fit(spec, image(new float[4], 2, 2, 1)));
    }
}
