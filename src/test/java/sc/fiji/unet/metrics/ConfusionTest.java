package sc.fiji.unet.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;

class ConfusionTest {
    /** Truth 0 1 1 2, prediction 0 1 2 2: class 1 has one hit of two, class 2 one hit of one with one false. */
    private static Confusion fourPixels() {
        Confusion confusion = new Confusion(3);
        confusion.add(new int[] {0, 1, 1, 2}, new int[] {0, 1, 2, 2});
        return confusion;
    }

    @Test
    void fourPixelsByHand() {
        Confusion c = fourPixels();
        assertEquals(2 * 1 / 3.0, c.dice(1), 1e-12);
        assertEquals(2 * 1 / 3.0, c.dice(2), 1e-12);
        assertEquals(1 / 2.0, c.iou(1), 1e-12);
        assertEquals(1, c.precision(1), 1e-12);
        assertEquals(0.5, c.recall(1), 1e-12);
        assertEquals(0.5, c.precision(2), 1e-12);
        assertEquals(1, c.recall(2), 1e-12);
        assertEquals(0.75, c.pixelAccuracy(), 1e-12);
        assertEquals(2 / 3.0, c.meanDice(), 1e-12);
        assertEquals(0.5, c.meanIou(), 1e-12);
        assertEquals(1, c.count(1, 2));
        assertEquals(0, c.count(2, 1));
    }

    @Test
    void ignoredPixelsDoNotCountWhateverIsPredictedThere() {
        Confusion c = new Confusion(2);
        c.add(new int[] {-1, 0, 1, -1}, new int[] {1, 0, 1, 99});
        assertEquals(2, c.total());
        assertEquals(1, c.dice(1));
    }

    @Test
    void aClassThatIsNowhereIsUndefinedAndLeavesTheMeanAlone() {
        Confusion c = new Confusion(3);
        c.add(new int[] {0, 1, 1, 1}, new int[] {0, 1, 1, 0});
        assertTrue(Double.isNaN(c.dice(2)) && Double.isNaN(c.iou(2)));
        assertEquals(0.8, c.meanDice(), 1e-12);
    }

    @Test
    void aMissedClassScoresZeroAndAnEmptyImageNothing() {
        Confusion missed = new Confusion(2);
        missed.add(new int[] {1, 0}, new int[] {0, 0});
        assertEquals(0, missed.meanDice());
        Confusion empty = new Confusion(2);
        empty.add(new int[] {0, 0}, new int[] {0, 0});
        assertTrue(Double.isNaN(empty.meanDice()));
        assertEquals(1, empty.pixelAccuracy());
    }

    @Test
    void mergingIsCountingBoth() {
        Confusion merged = fourPixels();
        Confusion other = new Confusion(3);
        other.add(new int[] {2}, new int[] {1});
        merged.merge(other);
        assertEquals(1, merged.count(2, 1));
        assertEquals(5, merged.total());
        assertThrows(IllegalArgumentException.class, () -> merged.merge(new Confusion(2)));
    }

    @Test
    void foreignClassesAndSizesAreRefused() {
        Confusion c = new Confusion(2);
        assertThrows(InputException.class, () -> c.add(new int[] {2}, new int[] {0}));
        assertThrows(InputException.class, () -> c.add(new int[] {0}, new int[] {-1}));
        assertThrows(InputException.class, () -> c.add(new int[] {0}, new int[] {0, 0}));
    }
}
