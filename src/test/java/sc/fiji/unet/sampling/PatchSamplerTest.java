package sc.fiji.unet.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Augmenter;
import sc.fiji.unet.augment.ImageRegion;
import sc.fiji.unet.augment.Patch;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.augment.Resampler;
import sc.fiji.unet.augment.Warp;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.sampling.SamplerOptions.ImageShares;

/** Batches against images whose values tell where each pixel came from. */
class PatchSamplerTest {
    /** An image whose pixel i has value i in channel 0, -i in channel 1, and the class that the function says. */
    private static AnnotatedImage image(IntUnaryOperator classOf, long... size) {
        int n = (int) Arrays.stream(size).reduce(1, (a, b) -> a * b);
        float[] values = new float[2 * n];
        for (int i = 0; i < n; i++) values[i] = -(values[n + i] = -i);
        int[] target = IntStream.range(0, n).map(classOf).toArray();
        long[] withChannels = Arrays.copyOf(size, size.length + 1);
        withChannels[size.length] = 2;
        ImageSource source = new ImageSource("image", ArrayImgs.floats(values, withChannels));
        return new AnnotatedImage(source, ArrayImgs.ints(target, size), null);
    }

    private static PatchSampler sampler(SamplerOptions options, AnnotatedImage... images) {
        return new PatchSampler(
                List.of(images), Collections.nCopies(images.length, ChannelScaling.identity(2)), options);
    }

    private static void assertSame(PatchBatch expected, PatchBatch actual) {
        assertArrayEquals(expected.input(), actual.input());
        assertArrayEquals(expected.target(), actual.target());
        assertArrayEquals(expected.weight(), actual.weight());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aBatchDependsOnSeedAndNumberAlone(Preset preset) {
        AnnotatedImage[] images = {image(i -> i % 3, 40, 31), image(i -> i % 5 == 0 ? -1 : 0, 9, 50)};
        SamplerOptions options = SamplerOptions.defaults(3, 16, 12).withAugmentation(AugmentationPlan.of(preset));
        PatchSampler first = sampler(options, images);
        List<PatchBatch> inOrder =
                LongStream.range(0, 12).mapToObj(first::batch).toList();
        PatchSampler second = sampler(options, images);
        List<PatchBatch> threaded =
                LongStream.range(0, 12).parallel().mapToObj(second::batch).toList();
        for (int k = 11; k >= 0; k--) {
            assertSame(inOrder.get(k), threaded.get(k));
            assertSame(inOrder.get(k), second.batch(k));
        }
        assertFalse(Arrays.equals(inOrder.get(0).input(), inOrder.get(1).input()));
        PatchBatch otherSeed = sampler(options.withSeed(1), images).batch(0);
        assertFalse(Arrays.equals(inOrder.get(0).input(), otherSeed.input()));
    }

    @ParameterizedTest
    @CsvSource({"40, 30", "7, 50", "1, 23", "5, 4"})
    void inputTargetAndWeightBelongTogether(int width, int height) {
        AnnotatedImage image = image(i -> i % 7 - 1, width, height);
        PatchBatch batch = sampler(SamplerOptions.defaults(4, 9, 11), image).batch(5);
        for (int i = 0; i < 4 * 99; i++) {
            int source = (int) batch.input()[i / 99 * 198 + i % 99];
            assertEquals(-source, batch.input()[i / 99 * 198 + 99 + i % 99]);
            assertEquals(source % 7 - 1, batch.target()[i]);
            assertEquals(source % 7 == 0 ? 0 : 1, batch.weight()[i]);
        }
    }

    @Test
    void threeDimensionsToo() {
        AnnotatedImage image = image(i -> i % 4, 12, 9, 5);
        PatchBatch batch = sampler(SamplerOptions.defaults(2, 8, 7, 6), image).batch(0);
        assertEquals(2 * 2 * 8 * 7 * 6, batch.input().length);
        for (int i = 0; i < 8 * 7 * 6; i++) assertEquals((int) batch.input()[i] % 4, batch.target()[i]);
    }

    @Test
    void givenWeightsAreCarriedAndIgnoredPixelsWeighNothing() {
        AnnotatedImage plain = image(i -> i % 2 == 0 ? -1 : 1, 10, 10);
        float[] weights = new float[100];
        for (int i = 0; i < 100; i++) weights[i] = i;
        AnnotatedImage weighted = new AnnotatedImage(plain.image(), plain.target(), ArrayImgs.floats(weights, 10, 10));
        PatchBatch batch = sampler(SamplerOptions.defaults(1, 6, 6), weighted).batch(3);
        for (int i = 0; i < 36; i++) {
            int source = (int) batch.input()[i];
            assertEquals(source % 2 == 0 ? 0 : source, batch.weight()[i]);
        }
    }

    @Test
    void aThirdOfThePatchesIsCenteredOnForegroundEachClassEquallyOften() {
        // class 2 is a single pixel of 10000, class 1 a fifth of the image
        int rare = 55 * 100 + 40;
        AnnotatedImage image = image(i -> i == rare ? 2 : i < 2000 ? 1 : 0, 100, 100);
        SamplerOptions options = SamplerOptions.defaults(1, 5, 5).withForeground(0.5);
        PatchSampler sampler = sampler(options, image);
        int onRare = 0;
        for (int k = 1; k < 2000; k += 2) onRare += sampler.batch(k).target()[12] == 2 ? 1 : 0;
        assertEquals(500, onRare, 60);
        int onForeground = 0;
        PatchSampler third = sampler(options.withForeground(0.33), image);
        for (int k = 0; k < 300; k++) onForeground += third.batch(k).target()[12] > 0 ? 1 : 0;
        assertEquals(99 + 201 * 0.2, onForeground, 30);
    }

    /** The image with numbered objects: 1 and 2 touch at x = 19 | 20, 3 is alone; or 3 only. */
    private static AnnotatedImage numbered(boolean touching) {
        IntUnaryOperator objectOf = i -> {
            int x = i % 40;
            int y = i / 40;
            if (y > 24) return x > 30 ? 3 : 0;
            return !touching || y < 12 || x < 10 || x > 29 ? 0 : x < 20 ? 1 : 2;
        };
        AnnotatedImage plain = image(i -> Math.min(1, objectOf.applyAsInt(i)), 40, 30);
        int[] objects = IntStream.range(0, 1200).map(objectOf).toArray();
        return new AnnotatedImage(plain.image(), plain.target(), null, ArrayImgs.ints(objects, 40, 30));
    }

    @Test
    void everySecondPatchIsCenteredWhereObjectsTouch() {
        SamplerOptions options = SamplerOptions.defaults(1, 5, 5).withAuxiliary("distance");
        PatchSampler sampler = sampler(options, numbered(false), numbered(true));
        for (int k = 0; k < 100; k += 2) {
            int center = (int) sampler.batch(k).input()[12];
            assertEquals(19, center % 40);
            assertTrue(center / 40 >= 12 && center / 40 <= 24, "row " + center / 40);
        }
        int elsewhere = 0;
        for (int k = 1; k < 100; k += 2) elsewhere += sampler.batch(k).input()[12] % 40 == 19 ? 0 : 1;
        assertTrue(elsewhere > 30, elsewhere + " of 50");
    }

    @Test
    void halfOfTheOtherPatchesLieAnywhereWhereHalfAreAskedForOnObjects() {
        SamplerOptions options =
                SamplerOptions.defaults(1, 5, 5).withForeground(0.5).withAuxiliary("distance");
        PatchSampler sampler = sampler(options, numbered(true));
        int background = 0;
        for (int k = 1; k < 400; k += 2) background += sampler.batch(k).target()[12] == 0 ? 1 : 0;
        double share = background / 200.0; // most of the image is background
        assertTrue(share > 0.25 && share < 0.5, "" + share);
    }

    @Test
    void whereNothingTouchesOrObjectsAreNotToldApartPatchesLieAsEver() {
        SamplerOptions options = SamplerOptions.defaults(1, 5, 5);
        PatchSampler apart = sampler(options.withAuxiliary("distance"), numbered(false));
        PatchSampler classes = sampler(options, numbered(false));
        for (int k = 0; k < 20; k++) assertSame(classes.batch(k), apart.batch(k));
        int seams = 0;
        PatchSampler touching = sampler(options, numbered(true));
        for (int k = 0; k < 100; k++) seams += touching.batch(k).input()[12] % 40 == 19 ? 1 : 0;
        assertTrue(seams < 20, seams + " of 100");
    }

    @Test
    void ignoredPixelsAreNeverACenter() {
        AnnotatedImage image = image(i -> i % 97 == 5 ? i % 2 : -1, 60, 70);
        PatchSampler sampler = sampler(SamplerOptions.defaults(1, 1, 1), image);
        for (int k = 0; k < 300; k++) assertTrue(sampler.batch(k).target()[0] >= 0);
    }

    @ParameterizedTest
    @CsvSource({"AREA, 0.1", "UNIFORM, 0.5"})
    void imagesCountByAnnotatedAreaOrAllAlike(ImageShares shares, double expected) {
        // two of the same size, but only a ninth of the second is annotated
        AnnotatedImage first = image(i -> 0, 30, 30);
        AnnotatedImage second = image(i -> i < 100 ? 1 : -1, 30, 30);
        SamplerOptions options =
                SamplerOptions.defaults(1, 1, 1).withForeground(0).withShares(shares);
        PatchSampler sampler = sampler(options, first, second);
        int fromSecond = 0;
        for (int k = 0; k < 2000; k++) fromSecond += sampler.batch(k).target()[0];
        assertEquals(expected, fromSecond / 2000.0, 0.04);
    }

    @Test
    void edgesGetTheirSharesOfPatches() {
        AnnotatedImage image = image(i -> 0, 64, 64);
        PatchSampler sampler = sampler(SamplerOptions.defaults(1, 48, 48), image);
        int[] seen = new int[64];
        for (int k = 0; k < 1000; k++) {
            int left = (int) sampler.batch(k).input()[0] % 64;
            for (int x = 0; x < 48; x++) seen[left + x]++;
        }
        assertEquals(1000, seen[32]);
        assertTrue(seen[0] > 150 && seen[63] > 150, "seen at the edges: " + seen[0] + ", " + seen[63]);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void readingBoxByBoxEqualsReadingTheWholeImage(Preset preset) {
        AnnotatedImage image = image(i -> i % 6 - 1, 37, 29);
        RegionReader kept = new RegionReader(image, ChannelScaling.identity(2), true);
        RegionReader boxed = new RegionReader(image, ChannelScaling.identity(2), false);
        Augmenter augmenter = new Augmenter(AugmentationPlan.of(preset));
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 60; i++) {
            Warp warp = augmenter.warp(new int[] {20, 15}, random);
            long[] origin = {random.nextInt(50) - 15, random.nextInt(50) - 15};
            ImageRegion box = boxed.read(warp, origin);
            Patch expected = Resampler.read(kept.read(warp, origin), warp, origin);
            Patch actual = Resampler.read(box, warp, origin);
            assertArrayEquals(expected.input(), actual.input());
            assertArrayEquals(expected.target(), actual.target());
            assertArrayEquals(expected.weight(), actual.weight());
        }
    }

    /** The small image would be met in one patch of seventeen. */
    @Test
    void favoredImagesMakeHalfOfThePatches() {
        AnnotatedImage[] images = {image(i -> i % 2, 40, 40), image(i -> 2 + i % 2, 10, 10)};
        SamplerOptions options = SamplerOptions.defaults(400, 8, 8).withFavored(1);
        int[] target = sampler(options, images).batch(0).target();
        long favored = Arrays.stream(target).filter(c -> c >= 2).count();
        assertEquals(0.5, (double) favored / target.length, 0.08);
        target = sampler(options.withFavored(0), images).batch(0).target();
        favored = Arrays.stream(target).filter(c -> c >= 2).count();
        assertTrue((double) favored / target.length < 0.3);
    }

    @Test
    void theNormalizationOfEachImageIsApplied() {
        AnnotatedImage image = image(i -> 0, 20, 20);
        float[] gain = {2, 3};
        float[] offset = {1, -1};
        float[] none = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] high = {50, Float.POSITIVE_INFINITY};
        ChannelScaling scaling = new ChannelScaling(gain, offset, none, high);
        PatchSampler sampler = new PatchSampler(List.of(image), List.of(scaling), SamplerOptions.defaults(1, 20, 20));
        float[] input = sampler.batch(0).input();
        assertEquals(2 * 7 + 1, input[7]);
        assertEquals(2 * 50 + 1, input[77]);
        assertEquals(-3 * 77 - 1, input[400 + 77]);
    }

    @Test
    void badInputIsRefused() {
        SamplerOptions options = SamplerOptions.defaults(2, 8, 8);
        AnnotatedImage good = image(i -> 1, 10, 10);
        AnnotatedImage otherSize = new AnnotatedImage(good.image(), ArrayImgs.ints(10, 11), null);
        assertThrows(InputException.class, () -> sampler(options));
        assertThrows(InputException.class, () -> sampler(options, otherSize));
        assertThrows(InputException.class, () -> sampler(options, image(i -> -1, 10, 10)));
        assertThrows(InputException.class, () -> sampler(options, image(i -> -2, 10, 10)));
        assertThrows(InputException.class, () -> sampler(options, image(i -> 0, 10, 10, 4)));
        assertThrows(OptionException.class, () -> SamplerOptions.defaults(0, 8, 8));
        assertThrows(OptionException.class, () -> SamplerOptions.defaults(1, 8));
        assertThrows(OptionException.class, () -> options.withForeground(Double.NaN));
        assertThrows(OptionException.class, () -> options.withFavored(-1));
    }
}
