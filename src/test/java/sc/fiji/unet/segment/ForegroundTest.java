package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ForegroundTest {
    @Test
    void theLikeliestForegroundClassNeedNotWinAnywhere() {
        float[] chances = {0.6f, 0.9f, 0.6f, 0, 0, 0.3f, 0.4f, 0.1f, 0.1f};
        int[] classes = new int[3];
        Foreground.decide(chances, 3, classes, 0.35);
        assertArrayEquals(new int[] {2, 0, 1}, classes);
    }

    @Test
    void whatIsBesideClassesIsNone() {
        float[] chances = {0.6f, 0.4f, 0.9f};
        int[] classes = new int[1];
        Foreground.decide(chances, 2, classes, 0.35);
        assertArrayEquals(new int[] {1}, classes);
    }

    @Test
    void aSingleOutputIsTheForeground() {
        int[] classes = {0, 1, 0};
        Foreground.decide(new float[] {0.4f, 0.6f, 0.2f}, 1, classes, 0.35);
        assertArrayEquals(new int[] {1, 1, 0}, classes);
    }
}
