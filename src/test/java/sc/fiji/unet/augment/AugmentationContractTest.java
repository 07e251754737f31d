package sc.fiji.unet.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.registry.Extensions;

/** What every registered augmentation must keep, in 2-D and in 3-D. */
class AugmentationContractTest {
    private static final int[][] SIZES = {{23, 17}, {9, 12, 5}};
    private static final Set<Integer> LABELS = Set.of(-1, 0, 1, 7);

    /** For each augmentation, options under which it does nothing. A new augmentation must be added here. */
    private static final Map<String, String> IDENTITY = new TreeMap<>(Map.ofEntries(
            Map.entry("blur", "min=0 max=0"),
            Map.entry("brightness", "shift=0"),
            Map.entry("channel-drop", "count=0"),
            Map.entry("contrast", "min=1 max=1"),
            Map.entry("cutout", "size=0"),
            Map.entry("elastic", "sigma=0"),
            Map.entry("flip", "axes=none"),
            Map.entry("gamma", "min=1 max=1"),
            Map.entry("low-resolution", "max=1"),
            Map.entry("noise", "max=0"),
            Map.entry("rotate", "degrees=0"),
            Map.entry("scale", "min=1 max=1"),
            Map.entry("shear", "degrees=0"),
            Map.entry("turn", "quarters=0")));

    static Set<String> ids() {
        return Extensions.of(Augmentation.class).labels().keySet();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void sameSeedGivesTheSamePatchAndAnotherSeedAnother(String id) {
        for (int[] size : SIZES) {
            Patch first = run(id, size, 5);
            assertArrayEquals(first.input(), run(id, size, 5).input());
            assertArrayEquals(first.target(), run(id, size, 5).target());
            boolean differs = false;
            for (int seed = 6; seed < 16; seed++) {
                differs |= !Arrays.equals(first.input(), run(id, size, seed).input());
            }
            assertTrue(differs, id + " does the same whatever the seed");
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void changesSomethingButNeitherSizeNorLabels(String id) {
        for (int[] size : SIZES) {
            boolean changes = false;
            for (int seed = 0; seed < 10; seed++) {
                Patch patch = run(id, size, seed);
                assertArrayEquals(size, patch.size());
                for (int label : patch.target()) assertTrue(LABELS.contains(label), id + " made label " + label);
                for (float w : patch.weight()) assertTrue(w == 0.5f || w == 2, id + " made weight " + w);
                for (float v : patch.input()) assertTrue(Float.isFinite(v), id + " made " + v);
                changes |= !Arrays.equals(image(size).input(), patch.input());
            }
            assertTrue(changes, id + " never changes anything");
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void neutralOptionsChangeNothing(String id) {
        assertTrue(IDENTITY.containsKey(id), "say here which options make " + id + " do nothing");
        for (int[] size : SIZES) {
            Patch patch = run(id + " " + IDENTITY.get(id), size, 3);
            assertArrayEquals(image(size).input(), patch.input());
            assertArrayEquals(image(size).target(), patch.target());
            assertArrayEquals(image(size).weight(), patch.weight());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "turn", "flip; turn"})
    void weightsMoveWithThePixels(String plan) {
        for (int[] size : SIZES) {
            Patch patch = run(plan, size, 8);
            for (int i = 0; i < patch.pixels(); i++) {
                assertEquals(patch.input()[i] > 0 ? 2 : 0.5f, patch.weight()[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void badOptionsAreRefusedWhateverTheProbability(String id) {
        String option = Extensions.of(Augmentation.class)
                .get(id)
                .defaults()
                .keySet()
                .iterator()
                .next();
        assertThrows(OptionException.class, () -> augmenter(id + "@0 " + option + "=nonsense"));
        assertThrows(OptionException.class, () -> augmenter(id + "@0 nonsense=1"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void doesNotHappenAtProbabilityZero(String id) {
        int[] size = SIZES[0];
        Patch patch = run(id + "@0", size, 4);
        assertArrayEquals(image(size).input(), patch.input());
    }

    private static Augmenter augmenter(String plan) {
        return new Augmenter(AugmentationPlan.parse(plan));
    }

    private static Patch run(String plan, int[] size, int seed) {
        Augmenter augmenter = augmenter(plan);
        SplittableRandom random = new SplittableRandom(seed);
        Patch image = image(size);
        long[] bounds = Arrays.stream(size).asLongStream().toArray();
        Patch patch = Resampler.read(
                new ImageRegion(image, new long[size.length], bounds),
                augmenter.warp(size, random),
                new long[size.length]);
        augmenter.apply(patch, random);
        return patch;
    }

    private static Patch image(int[] size) {
        Patch patch = Patch.empty(2, size);
        SplittableRandom random = new SplittableRandom(1);
        Integer[] labels = LABELS.toArray(Integer[]::new);
        Arrays.sort(labels);
        for (int i = 0; i < patch.pixels(); i++) {
            patch.input()[i] = (float) random.nextGaussian();
            patch.input()[patch.pixels() + i] = 100 + i % 13;
            patch.target()[i] = labels[random.nextInt(labels.length)];
            patch.weight()[i] = patch.input()[i] > 0 ? 2 : 0.5f;
        }
        return patch;
    }
}
