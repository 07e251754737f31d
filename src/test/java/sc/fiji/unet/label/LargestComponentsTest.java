package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class LargestComponentsTest {
    private static final int[] SIZE = {6, 3};
    private static final int[] MAP = {
        1, 1, 0, 2, 0, 1, //
        1, 0, 0, 2, 0, 1, //
        0, 2, 0, 0, 0, 0,
    };

    @Test
    void smallerPiecesOfAClassBecomeBackground() {
        int[] one = {
            1, 1, 0, 2, 0, 0, //
            1, 0, 0, 2, 0, 0, //
            0, 2, 0, 0, 0, 0,
        };
        assertArrayEquals(one, LargestComponents.keep(MAP, SIZE, List.of(0, 1, 0)));
        int[] oneOfEach = one.clone();
        oneOfEach[13] = 0;
        assertArrayEquals(oneOfEach, LargestComponents.keep(MAP, SIZE, List.of(0, 1, 1)));
    }

    @Test
    void whatIsWithinTheLimitStaysAndTheMapItselfIsLeftAlone() {
        assertArrayEquals(MAP, LargestComponents.keep(MAP, SIZE, List.of(0, 2, 2)));
        assertSame(MAP, LargestComponents.keep(MAP, SIZE, List.of(0, 0, 0)));
        assertSame(MAP, LargestComponents.keep(MAP, SIZE, List.of()));
    }

    @Test
    void cornersConnectAndTheFirstOfEqualPiecesStays() {
        int[] diagonal = {1, 0, 0, 1, 0, 1, 0, 0};
        assertArrayEquals(
                new int[] {1, 0, 0, 0, 0, 1, 0, 0}, LargestComponents.keep(diagonal, new int[] {4, 2}, List.of(0, 1)));
        int[] equal = {1, 0, 1};
        assertArrayEquals(new int[] {1, 0, 0}, LargestComponents.keep(equal, new int[] {3, 1}, List.of(0, 1)));
    }

    @Test
    void slicesOfAVolumeConnect() {
        int[] volume = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
        assertArrayEquals(
                new int[] {1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0},
                LargestComponents.keep(volume, new int[] {4, 1, 3}, List.of(0, 1)));
    }

    @Test
    void piecesAreCountedClassByClassAndIgnoredPixelsAreNone() {
        assertArrayEquals(new int[] {0, 2, 2, 0}, LargestComponents.count(MAP, SIZE, 4));
        assertArrayEquals(new int[] {0, 2}, LargestComponents.count(new int[] {1, -1, 1, 0}, new int[] {4, 1}, 2));
    }
}
