package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RegionPainterTest {
    @Test
    void laterRegionsCoverEarlierOnes() {
        RegionPainter plane = new RegionPainter(4, 2, 0);
        assertEquals(6, plane.paint(new Region(0, 0, 3, 2, null), 1, 1));
        assertEquals(2, plane.paint(new Region(1, 0, 1, 2, null), 2, 2));
        assertEquals(1, plane.paint(new Region(3, 1, 1, 1, null), RegionPainter.IGNORE, 0));
        assertArrayEquals(new int[] {1, 2, 1, 0, 1, 2, 1, -1}, plane.classes());
        assertArrayEquals(new int[] {1, 2, 1, 0, 1, 2, 1, -1}, plane.instances());
    }

    @Test
    void paintsOnlyWhatLiesInThePlaneAndInTheMask() {
        RegionPainter plane = new RegionPainter(2, 2, RegionPainter.IGNORE);
        int painted = plane.paint(new Region(-1, -1, 2, 2, new byte[] {1, 1, 1, 1}), 3, 7);
        painted += plane.paint(new Region(1, 0, 2, 2, new byte[] {0, 1, -1, 1}), 0, 9);
        assertEquals(2, painted);
        assertArrayEquals(new int[] {3, -1, -1, 0}, plane.classes());
        assertArrayEquals(new int[] {7, -1, -1, 0}, plane.instances());
    }

    @Test
    void whatSurroundsAnOutlinedObjectIsBackgroundButForWhatWasPainted() {
        RegionPainter plane = new RegionPainter(9, 1, RegionPainter.IGNORE);
        plane.paint(new Region(0, 0, 2, 1, null), 1, 1);
        plane.paint(new Region(3, 0, 1, 1, null), RegionPainter.IGNORE, 0);
        plane.paint(new Region(8, 0, 1, 1, null), 1, 2);
        plane.surround(label -> label == 1);
        assertArrayEquals(new int[] {1, 1, 0, -1, 0, -1, -1, -1, 1}, plane.classes());
        assertArrayEquals(new int[] {1, 1, 0, -1, 0, -1, -1, -1, 2}, plane.instances());
    }

    @Test
    void touchingObjectsOfOneClassAreSeparatedCornersIncluded() {
        RegionPainter plane = new RegionPainter(4, 3, 0);
        plane.paint(new Region(0, 0, 2, 2, null), 1, 1);
        plane.paint(new Region(2, 0, 2, 1, null), 1, 2);
        plane.paint(new Region(2, 2, 2, 1, null), 1, 3);
        plane.separateTouching();
        int[] expected = {1, 1, 0, 2, 1, 1, 0, 0, 0, 0, 0, 3};
        assertArrayEquals(expected, plane.instances());
        assertArrayEquals(new int[] {1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1}, plane.classes());
    }

    @Test
    void objectsOfDifferentClassesMayTouch() {
        RegionPainter plane = new RegionPainter(2, 1, 0);
        plane.paint(new Region(0, 0, 1, 1, null), 1, 1);
        plane.paint(new Region(1, 0, 1, 1, null), 2, 2);
        plane.separateTouching();
        assertArrayEquals(new int[] {1, 2}, plane.instances());
    }
}
