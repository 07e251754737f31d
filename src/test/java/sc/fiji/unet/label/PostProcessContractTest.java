package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extensions;

/** What every way to tell objects apart promises, tried on random maps of odd sizes. */
class PostProcessContractTest {
    private static final int CLASSES = 3;
    /** As many as the most talkative network says. */
    private static final int PLANES = 40;

    private static final int[] PLANE = {23, 17};
    private static final int[] VOLUME = {11, 9, 7};

    static Stream<String> ids() {
        return Extensions.of(PostProcess.class).labels().keySet().stream();
    }

    private static int[][] sizes(String id) {
        boolean planar = Extensions.of(PostProcess.class).get(id).planar();
        return planar ? new int[][] {PLANE} : new int[][] {PLANE, VOLUME};
    }

    @Test
    void allAreFound() {
        assertEquals(
                "[border, components, distance, flow, star, watershed-border, watershed-distance,"
                        + " watershed-probability]",
                ids().toList().toString());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void numbersAreCompleteAndInOrder(String id) {
        for (int seed = 0; seed < 20; seed++) {
            for (int[] size : sizes(id)) {
                int[] labels = new int[Pixels.count(size)];
                int count = separate(id, map(size, seed), labels);
                int highest = 0;
                for (int label : labels) {
                    assertTrue(label >= 0 && label <= highest + 1, "first pixels are in order, without gaps");
                    highest = Math.max(highest, label);
                }
                assertEquals(count, highest);
                assertTrue(count > 0, "a random map has objects");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void backgroundStaysBackgroundAndTheMapUnchanged(String id) {
        ClassMap map = map(PLANE, 3);
        int[] before = map.classes().clone();
        int[] labels = new int[before.length];
        separate(id, map, labels);
        assertArrayEquals(before, map.classes());
        for (int i = 0; i < labels.length; i++) assertFalse(before[i] <= 0 && labels[i] > 0);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void objectsAreConnectedAndInOneClassApartFromItsBorder(String id) {
        int[] size = sizes(id)[sizes(id).length - 1];
        ClassMap map = map(size, 4);
        int[] labels = new int[map.classes().length];
        int count = separate(id, map, labels);
        assertEquals(count, Components.label(labels, size, Connectivity.FULL, new int[labels.length]));
        int[] classOf = new int[count + 1];
        for (int i = 0; i < labels.length; i++) {
            int k = map.classes()[i];
            if (labels[i] == 0 || id.equals("watershed-border") && k == 2) continue;
            if (classOf[labels[i]] == 0) classOf[labels[i]] = k;
            assertEquals(classOf[labels[i]], k);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void whatTheArrayHeldBeforeDoesNotMatter(String id) {
        int[] first = new int[Pixels.count(PLANE)];
        int[] second = new int[first.length];
        Arrays.fill(second, 7);
        separate(id, map(PLANE, 5), first);
        separate(id, map(PLANE, 5), second);
        assertArrayEquals(first, second);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aPlaneIsAVolumeOfOneSlice(String id) {
        ClassMap plane = map(PLANE, 6);
        ClassMap slice = new ClassMap(
                new int[] {PLANE[0], PLANE[1], 1}, new double[] {1, 1, 1}, plane.classes(), plane.probabilities());
        int[] ofPlane = new int[plane.classes().length];
        int[] ofSlice = new int[ofPlane.length];
        separate(id, plane, ofPlane);
        separate(id, slice, ofSlice);
        assertArrayEquals(ofPlane, ofSlice);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void allBackgroundHasNoObjectAndAllForegroundOne(String id) {
        int[] labels = new int[6];
        assertEquals(0, separate(id, flat(0), labels));
        assertArrayEquals(new int[6], labels);
        assertEquals(1, separate(id, flat(1), labels));
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1}, labels);
    }

    private static ClassMap flat(int k) {
        int[] classes = new int[6];
        Arrays.fill(classes, k);
        return new ClassMap(new int[] {3, 2}, new double[] {1, 1}, classes, new float[PLANES * 6]);
    }

    private static int separate(String id, ClassMap map, int[] labels) {
        PostProcess process = Extensions.of(PostProcess.class).get(id);
        return process.separate(map, labels, Options.of(id, process.defaults(), java.util.Map.of()));
    }

    /** Random classes in blocks of 2 x 2, with an ignored pixel, and random probabilities. */
    private static ClassMap map(int[] size, int seed) {
        Random random = new Random(seed);
        int[] coarse = random.ints(500, 0, CLASSES).toArray();
        int[] classes = new int[Pixels.count(size)];
        for (int i = 0; i < classes.length; i++) {
            int x = i % size[0];
            int y = i / size[0];
            classes[i] = coarse[x / 2 + 12 * (y / 2)];
        }
        classes[0] = -1;
        float[] probabilities = new float[PLANES * classes.length];
        for (int i = 0; i < probabilities.length; i++) probabilities[i] = random.nextFloat();
        double[] spacing = Arrays.copyOf(new double[] {1, 1, 2}, size.length);
        return new ClassMap(size, spacing, classes, probabilities);
    }
}
