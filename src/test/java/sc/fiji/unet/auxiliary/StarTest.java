package sc.fiji.unet.auxiliary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;

class StarTest {
    private static final int RAYS = 32;

    private static AuxiliaryTargets.Drawing draw(int[] size, int... objects) {
        int length = new StarTargets().names(2).size() * objects.length;
        AuxiliaryTargets.Drawing drawing = new AuxiliaryTargets.Drawing(new float[length], new float[length]);
        new StarTargets().draw(new NumberedPatch(size, objects), drawing);
        return drawing;
    }

    private static double length(AuxiliaryTargets.Drawing drawing, int pixels, int ray, int place) {
        return Rays.length(drawing.values()[(1 + ray) * pixels + place]);
    }

    @Test
    void raysEndBetweenPixels() {
        // a bar of 4 x 1 pixels in 7 x 3, its second pixel at (2, 1)
        int[] objects = new int[21];
        Arrays.fill(objects, 8, 12, 5);
        AuxiliaryTargets.Drawing drawing = draw(new int[] {7, 3}, objects);
        int place = 9;
        assertEquals(2.5, length(drawing, 21, 0, place), 1e-4, "to the right");
        assertEquals(1.5, length(drawing, 21, 16, place), 1e-4, "to the left");
        assertEquals(0.5, length(drawing, 21, 8, place), 1e-4, "down");
        assertEquals(0.5, length(drawing, 21, 24, place), 1e-4, "up");
        assertEquals(0, drawing.weights()[21], "nothing is said of rays in the background");
        assertTrue(drawing.weights()[0] > 0, "but that it is none");
    }

    @Test
    void nothingIsSaidBeyondTheEdgeOrWhatIsIgnored() {
        AuxiliaryTargets.Drawing drawing = draw(new int[] {5, 1}, 3, 3, 0, 2, -1);
        assertEquals(0, drawing.weights()[17 * 5 + 1], "to the left");
        assertTrue(drawing.weights()[5 + 1] > 0, "to the right");
        assertEquals(0, drawing.weights()[5 + 3], "what is ignored");
    }

    /** An L, which no symmetry leaves as it is. */
    @Test
    void raysTurnWithTheImage() {
        int edge = 9;
        int[] objects = new int[edge * edge];
        int[] turned = new int[edge * edge];
        for (int i = 0; i < objects.length; i++) {
            int x = i % edge;
            int y = i / edge;
            objects[i] = x > 1 && x < 7 && y > 2 && y < 5 || x > 1 && x < 4 && y > 2 && y < 8 ? 1 : 0;
            turned[(edge - 1 - x) * edge + y] = objects[i]; // a quarter to the left
        }
        AuxiliaryTargets.Drawing before = draw(new int[] {edge, edge}, objects);
        AuxiliaryTargets.Drawing after = draw(new int[] {edge, edge}, turned);
        int pixels = edge * edge;
        for (int i = 0; i < pixels; i++) {
            int there = (edge - 1 - i % edge) * edge + i / edge;
            assertEquals(before.values()[i], after.values()[there], 1e-6f);
            for (int k = 0; k < RAYS; k++)
                assertEquals(
                        before.values()[(1 + k) * pixels + i],
                        after.values()[(1 + Math.floorMod(k - RAYS / 4, RAYS)) * pixels + there],
                        1e-6f);
        }
    }

    @Test
    void volumesAreRefused() {
        assertThrows(InputException.class, () -> draw(new int[] {2, 2, 2}, new int[8]));
        ClassMap map = new ClassMap(new int[] {2, 2, 2}, new double[] {1, 1, 1}, new int[8], new float[35 * 8]);
        assertThrows(InputException.class, () -> separate(map, "0.4", new int[8]));
    }

    private static int separate(ClassMap map, String nms, int[] labels) {
        StarSeparation star = new StarSeparation();
        return star.separate(map, labels, Options.of("star", star.defaults(), Map.of("nms", nms)));
    }

    /** Two disks of radius 8 whose middles are 12 apart, each said by its own half of the foreground without fault. */
    private static ClassMap disks() {
        int width = 40;
        int height = 24;
        int pixels = width * height;
        int[] classes = new int[pixels];
        float[] chances = new float[35 * pixels];
        for (int i = 0; i < pixels; i++) {
            double x = i % width;
            double y = i / width - 12.0;
            boolean left = x < 20;
            double dx = x - (left ? 14 : 26);
            double distance = Math.hypot(dx, y);
            if (distance > 8) continue;
            classes[i] = 1;
            chances[2 * pixels + i] = (float) (1 - distance / 9);
            for (int k = 0; k < RAYS; k++) {
                double along = dx * Rays.x(k) + y * Rays.y(k);
                double length = -along + Math.sqrt(along * along + 64 - distance * distance);
                chances[(3 + k) * pixels + i] = Rays.said(length + 0.5);
            }
        }
        return new ClassMap(new int[] {width, height}, new double[] {1, 1}, classes, chances);
    }

    @Test
    void overlappingShapesAreOneWhereLittleMayOverlap() {
        ClassMap map = disks();
        int[] labels = new int[map.classes().length];
        assertEquals(2, separate(map, "0.4", labels));
        assertEquals(1, labels[12 * 40 + 14]);
        assertEquals(2, labels[12 * 40 + 26]);
        long missing = 0;
        for (int i = 0; i < labels.length; i++) if (map.classes()[i] > 0 && labels[i] == 0) missing++;
        assertEquals(0, missing, "all of the foreground is of one of them");
        assertEquals(1, separate(map, "0", labels), "not a pixel in common: the second gives way");
        int[] again = new int[labels.length];
        separate(map, "0", again);
        assertArrayEquals(labels, again);
    }

    /**
     * Two disks of radius 8 with middles 20 apart, as StarDist says them: likely near the middles only, which alone are
     * foreground, lengths in pixels. Where its grid has no pixel it says nonsense.
     */
    private static ClassMap inPixels(int grid) {
        int width = 47;
        int height = 25;
        int pixels = width * height;
        int[] classes = new int[pixels];
        float[] said = new float[35 * pixels];
        for (int i = 0; i < pixels; i++) {
            int x = i % width;
            int y = i / width;
            double dx = x - (x < 23 ? 12 : 32);
            double dy = y - 12.0;
            double distance = Math.hypot(dx, dy);
            if (distance > 3) continue;
            classes[i] = 1;
            boolean known = x % grid == 0 && y % grid == 0;
            said[2 * pixels + i] = known ? (float) (0.9 - distance / 10) : 1;
            for (int k = 0; k < RAYS; k++) {
                double along = dx * Rays.x(k) + dy * Rays.y(k);
                double length = -along + Math.sqrt(along * along + 64 - distance * distance);
                said[(3 + k) * pixels + i] = known ? (float) length : 90;
            }
        }
        return new ClassMap(new int[] {width, height}, new double[] {1, 1}, classes, said);
    }

    private static int inPixels(ClassMap map, int[] labels, String... options) {
        StarSeparation star = new StarSeparation();
        Map<String, String> said = Options.defaults(options);
        said.put("lengths", "pixels");
        return star.separate(map, labels, Options.of("star", star.defaults(), said));
    }

    /** Their pixels are those within 8 of the middle, but for those between an arc and its chord. */
    private static void requireDisks(int... labels) {
        int first = labels[12 * 47 + 12];
        int second = labels[12 * 47 + 32];
        assertEquals(3, first + second);
        for (int i = 0; i < labels.length; i++) {
            double left = Math.hypot(i % 47 - 12.0, i / 47 - 12.0);
            double right = Math.hypot(i % 47 - 32.0, i / 47 - 12.0);
            int expected = left <= 8 ? first : right <= 8 ? second : 0;
            double inside = Math.min(left, right);
            if (inside < 7.9 || inside > 8) assertEquals(expected, labels[i], i % 47 + ", " + i / 47);
        }
    }

    @Test
    void shapesInPixelsAreTheObjectsAsTheyAre() {
        int[] labels = new int[47 * 25];
        assertEquals(2, inPixels(inPixels(1), labels, "prob", "0.6"));
        requireDisks(labels);
        assertEquals(0, inPixels(inPixels(1), labels, "prob", "0.9"), "nothing is likelier");
        assertEquals(0, Arrays.stream(labels).sum());
    }

    @Test
    void onlyPixelsOfTheGridSayShapes() {
        int[] labels = new int[47 * 25];
        assertEquals(2, inPixels(inPixels(4), labels, "grid", "4"));
        requireDisks(labels);
        assertEquals(1, inPixels(inPixels(4), labels), "nonsense is said elsewhere");
    }

    @Test
    void shapesAroundPixelsOfTheBorderAreNone() {
        int[] labels = new int[47 * 25];
        assertEquals(
                2, inPixels(inPixels(4), labels, "grid", "4", "border", "3"), "the fourth of 12 columns is none of it");
        assertEquals(0, inPixels(inPixels(4), labels, "grid", "4", "border", "4"), "the fourth of 7 rows is");
    }
}
