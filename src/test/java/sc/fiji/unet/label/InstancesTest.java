package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;

class InstancesTest {
    private static final ObjectOptions COMPONENTS = ObjectOptions.defaults();

    @Test
    void smallObjectsAreDroppedAndTheRestRenumbered() {
        ClassMap map = new ClassMap(new int[] {7, 1}, 1, 0, 1, 1, 0, 1, 1);
        assertArrayEquals(new int[] {0, 0, 1, 1, 0, 2, 2}, label(map, COMPONENTS.withMinSize(2)));
    }

    @Test
    void closedHolesAreFilledUpToTheirLimit() {
        int[] ring = {1, 1, 1, 1, 0, 1, 1, 1, 1};
        ClassMap map = new ClassMap(new int[] {3, 3}, ring);
        assertArrayEquals(ring, label(map, COMPONENTS));
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, label(map, COMPONENTS.withMaxHole(1)));
    }

    @Test
    void openHolesAndHolesBetweenTwoClassesStay() {
        int[] open = {1, 1, 1, 1, 0, 0, 1, 1, 1};
        assertArrayEquals(open, label(new ClassMap(new int[] {3, 3}, open), COMPONENTS.withMaxHole(9)));
        int[] between = {1, 1, 1, 1, 0, 1, 2, 2, 2};
        assertArrayEquals(between, label(new ClassMap(new int[] {3, 3}, between), COMPONENTS.withMaxHole(9)));
    }

    @Test
    void aDumbbellIsCutAtItsNeck() {
        int[] labels = label(dumbbell(), COMPONENTS.withMethod(Spec.parse("watershed-distance")));
        assertEquals(2, Arrays.stream(labels).max().orElse(0));
        assertEquals(1, labels[4 * 19 + 4]);
        assertEquals(2, labels[4 * 19 + 14]);
        assertEquals(1, labels[4 * 19 + 7]);
        assertEquals(2, labels[4 * 19 + 11]);
    }

    @Test
    void aHighToleranceLeavesTheDumbbellWhole() {
        Spec method = Spec.parse("watershed-distance tolerance=5");
        assertEquals(1, Instances.label(dumbbell(), new int[9 * 19], COMPONENTS.withMethod(method)));
    }

    @Test
    void aDipInProbabilityDividesWhereItIsDeepEnough() {
        float[] p = {0, 0, 0, 0, 0, 0.9f, 0.95f, 0.6f, 0.8f, 0.7f};
        ClassMap map = new ClassMap(new int[] {5, 1}, new double[] {1, 1}, new int[] {1, 1, 1, 1, 1}, p);
        assertArrayEquals(new int[] {1, 1, 1, 2, 2}, label(map, by("watershed-probability tolerance=0.1")));
        assertArrayEquals(new int[] {1, 1, 1, 1, 1}, label(map, by("watershed-probability tolerance=0.3")));
    }

    @Test
    void borderPixelsGoToTheNearestInteriorAndLoneBordersVanish() {
        ClassMap map = new ClassMap(new int[] {11, 1}, 1, 2, 2, 2, 2, 1, 1, 0, 2, 2, 0);
        assertArrayEquals(new int[] {1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0}, label(map, by("watershed-border border=2")));
    }

    @Test
    void probabilitiesThatAreNotThereAreAskedFor() {
        ClassMap map = new ClassMap(new int[] {2, 1}, 1, 1);
        InputException e = assertThrows(InputException.class, () -> label(map, by("watershed-probability")));
        assertTrue(e.getMessage().contains("watershed-probability needs the probabilities"), e.getMessage());
    }

    @Test
    void impossibleOptionsAreRefusedByName() {
        assertThrows(OptionException.class, () -> COMPONENTS.withMinSize(-1));
        assertThrows(OptionException.class, () -> label(dumbbell(), by("watershed-distance tolerance=-1")));
        assertThrows(OptionException.class, () -> label(dumbbell(), by("watershed")));
    }

    @Test
    void theKindOfImageDoesNotMatter() {
        ClassMap map = dumbbell();
        var array = ArrayImgs.ints(map.classes(), 19, 9);
        var cells = new CellImgFactory<>(new IntType(), 5).create(19, 9);
        LoopBuilder.setImages(array, cells).forEachPixel((from, to) -> to.set(from));
        int[] expected = label(map, by("watershed-distance"));
        for (var image : java.util.List.of(array, cells)) {
            var labels = Instances.label(image, null, map.spacing(), by("watershed-distance"));
            int[] got = Pixels.copy(labels, new int[expected.length]);
            assertArrayEquals(expected, got);
        }
    }

    private static ObjectOptions by(String method) {
        return COMPONENTS.withMethod(Spec.parse(method));
    }

    private static int[] label(ClassMap map, ObjectOptions options) {
        int[] labels = new int[map.classes().length];
        Instances.label(map, labels, options);
        return labels;
    }

    /** Two disks of radius 4 around x = 4 and x = 14, joined by a bar three pixels high. */
    private static ClassMap dumbbell() {
        int[] classes = new int[19 * 9];
        for (int i = 0; i < classes.length; i++) {
            int x = i % 19;
            int y = i / 19 - 4;
            boolean left = (x - 4) * (x - 4) + y * y <= 16;
            boolean right = (x - 14) * (x - 14) + y * y <= 16;
            boolean bar = x > 4 && x < 14 && Math.abs(y) <= 1;
            classes[i] = left || right || bar ? 1 : 0;
        }
        return new ClassMap(new int[] {19, 9}, classes);
    }
}
