package sc.fiji.unet.auxiliary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Instances;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.registry.Extensions;

/** What all auxiliary targets promise, tried on balls that touch each other and the edge. */
class AuxiliaryTargetsContractTest {
    private static final int[] PLANE = {43, 37};
    private static final int[] VOLUME = {25, 21, 19};

    static Stream<String> ids() {
        return Extensions.of(AuxiliaryTargets.class).labels().keySet().stream();
    }

    /** All but classes alone, which say nothing. */
    static Stream<String> telling() {
        return ids().filter(id -> !id.equals(AuxiliaryTargets.NONE));
    }

    /** Planes, and volumes for those that know them. */
    private static int[][] sizes(String id) {
        String separation = Extensions.of(AuxiliaryTargets.class).get(id).separation();
        boolean planar = Extensions.of(PostProcess.class).get(separation).planar();
        return planar ? new int[][] {PLANE} : new int[][] {PLANE, VOLUME};
    }

    @Test
    void allAreFound() {
        assertEquals("[border, classes, distance, flow, star]", ids().toList().toString());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theyAreSharesWithAWeightWhereSomethingIsKnown(String id) {
        for (int[] size : sizes(id)) {
            int[] objects = balls(size);
            Arrays.fill(objects, 0, 50, -1);
            AuxiliaryTargets.Drawing drawing = draw(id, size, objects);
            for (float value : drawing.values()) assertTrue(value >= 0 && value <= 1, () -> id + ": " + value);
            for (float weight : drawing.weights()) assertTrue(weight >= 0 && weight < 100);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theNumbersThemselvesMeanNothing(String id) {
        int[] objects = balls(PLANE);
        int[] others =
                Arrays.stream(objects).map(n -> n == 0 ? 0 : 1000 - 7 * n).toArray();
        assertArrayEquals(
                draw(id, PLANE, objects).values(), draw(id, PLANE, others).values());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void nothingIsSaidOfAnEmptyPatch(String id) {
        AuxiliaryTargets.Drawing drawing = draw(id, PLANE, new int[Sizes.count(PLANE)]);
        for (int i = 0; i < drawing.values().length; i++) {
            assertEquals(0, drawing.values()[i] * drawing.weights()[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("telling")
    void whoSaysThemWithoutFaultFindsEveryObject(String id) {
        for (int[] size : sizes(id)) {
            int[] objects = balls(size);
            assertObjects(objects, found(id, size, objects), 0.9);
        }
    }

    @ParameterizedTest
    @MethodSource("telling")
    void aPlaneIsAVolumeOfOneSliceButForTheDirectionsAlongIt(String id) {
        int[] objects = balls(PLANE);
        int[] ofSlice = found(id, new int[] {PLANE[0], PLANE[1], 1}, objects);
        assertObjects(objects, ofSlice, 0.9);
    }

    private static int[] found(String id, int[] size, int[] objects) {
        AuxiliaryTargets auxiliary = Extensions.of(AuxiliaryTargets.class).get(id);
        int[] classes = Arrays.stream(objects).map(n -> n > 0 ? 1 : 0).toArray();
        float[] said = draw(id, size, objects).values();
        float[] chances = new float[2 * classes.length + said.length];
        for (int i = 0; i < classes.length; i++) chances[classes[i] * classes.length + i] = 1;
        System.arraycopy(said, 0, chances, 2 * classes.length, said.length);
        double[] spacing = new double[size.length];
        Arrays.fill(spacing, 1);
        int[] labels = new int[classes.length];
        Instances.label(
                new ClassMap(size, spacing, classes, chances),
                labels,
                ObjectOptions.defaults().withMethod(Spec.parse(auxiliary.separation())));
        return labels;
    }

    private static void assertObjects(int[] expected, int[] found, double iou) {
        int count = Arrays.stream(expected).max().orElse(0);
        assertEquals(count, Arrays.stream(found).max().orElse(0));
        for (int n = 1; n <= count; n++) {
            int number = n;
            int[] of = IntStream.range(0, found.length)
                    .filter(i -> expected[i] == number)
                    .toArray();
            double best = Arrays.stream(of)
                    .map(i -> found[i])
                    .distinct()
                    .mapToDouble(label -> iou(expected, found, number, label))
                    .max()
                    .orElse(0);
            assertTrue(best > iou, number + " has " + best);
        }
    }

    private static double iou(int[] expected, int[] found, int number, int label) {
        double both = 0;
        double any = 0;
        for (int i = 0; i < found.length; i++) {
            if (expected[i] == number && found[i] == label) both++;
            if (expected[i] == number || found[i] == label) any++;
        }
        return both / any;
    }

    private static AuxiliaryTargets.Drawing draw(String id, int[] size, int[] objects) {
        AuxiliaryTargets auxiliary = Extensions.of(AuxiliaryTargets.class).get(id);
        int length = auxiliary.names(size.length).size() * objects.length;
        AuxiliaryTargets.Drawing drawing = new AuxiliaryTargets.Drawing(new float[length], new float[length]);
        auxiliary.draw(new NumberedPatch(size, objects), drawing);
        return drawing;
    }

    /** Two balls that touch, a smaller one on both, and one that the edge cuts; pixels that two would share are the first's. */
    static int[] balls(int[] size) {
        double r = size[1] / 4.0;
        double[][] centers = {
            {size[0] * 0.3, size[1] * 0.4},
            {size[0] * 0.3 + 1.7 * r, size[1] * 0.4},
            {size[0] * 0.3 + 0.85 * r, size[1] * 0.4 + 1.4 * r},
            {size[0] - 2, 3}
        };
        double[] radii = {r, r, 0.6 * r, 0.7 * r};
        int[] objects = new int[Sizes.count(size)];
        for (int i = 0; i < objects.length; i++) {
            double z = size.length < 3 ? 0 : (i / size[0] / size[1] - size[2] / 2);
            for (int n = 0; n < centers.length && objects[i] == 0; n++) {
                double x = i % size[0] - centers[n][0];
                double y = i / size[0] % size[1] - centers[n][1];
                if (x * x + y * y + z * z <= radii[n] * radii[n]) objects[i] = n + 1;
            }
        }
        return compact(objects);
    }

    private static int[] compact(int[] objects) {
        Instances.compact(objects, n -> true);
        return objects;
    }
}
