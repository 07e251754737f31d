package sc.fiji.unet.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However an image is turned, stretched and bent, the labels go with it: here each pixel's value is its label. */
class LabelsKeepToPixelsTest {
    @Provide
    Arbitrary<String> plans() {
        return Arbitraries.of(
                        "flip", "turn", "rotate degrees=180", "scale min=0.6 max=1.7", "shear degrees=30", "elastic")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements()
                .map(parts -> String.join("; ", parts));
    }

    private static Patch image(int width, int height, SplittableRandom random) {
        Patch patch = Patch.empty(1, new int[] {width, height});
        double x0 = random.nextDouble(width);
        double y0 = random.nextDouble(height);
        double radius = random.nextDouble(3, 14);
        for (int i = 0; i < patch.pixels(); i++) {
            int label = Math.hypot(i % width - x0, i / width - y0) < radius ? 1 : 0;
            patch.target()[i] = label;
            patch.input()[i] = label;
            patch.weight()[i] = 1;
        }
        return patch;
    }

    @Property(tries = 60, seed = "23")
    void whereInterpolationMixesNothing(
            @ForAll("plans") String plan,
            @ForAll @IntRange(min = 8, max = 61) int width,
            @ForAll @IntRange(min = 8, max = 47) int height,
            @ForAll @IntRange(max = 100_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Patch image = image(width, height, random);
        Augmenter augmenter = new Augmenter(AugmentationPlan.parse(plan));
        int[] size = {width, height};
        Patch patch = Resampler.read(
                new ImageRegion(image, new long[2], new long[] {width, height}),
                augmenter.warp(size, random),
                new long[2]);
        augmenter.apply(patch, random);
        int mixed = 0;
        for (int i = 0; i < patch.pixels(); i++) {
            float value = patch.input()[i];
            assertTrue(patch.target()[i] >= -1 && patch.target()[i] <= 1, plan);
            if (patch.target()[i] < 0) continue; // beside the image
            if (value > 1e-4 && value < 1 - 1e-4) mixed++;
            else assertEquals(Math.round(value), patch.target()[i], plan + ", pixel " + i);
        }
        assertTrue(mixed < patch.pixels(), plan);
    }
}
