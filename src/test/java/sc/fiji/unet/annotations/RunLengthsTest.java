package sc.fiji.unet.annotations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;

class RunLengthsTest {
    /** By hand: 6 is one letter; 40 is 8 with more to follow, then 1; the fourth is written as its difference to the second. */
    @Test
    void lettersHoldFiveBitsEach() {
        assertEquals(List.of(6L, 1L, 40L, 4L, 30L), RunLengths.parse("61X13F"));
    }

    @Test
    void damagedTextIsRefused() {
        for (String text : List.of("X", "XXXXXXXXXXXXXX1", " ")) {
            assertThrows(InputException.class, () -> RunLengths.parse(text), text);
        }
    }

    @Test
    void runsGoDownTheColumns() {
        PixelMask mask = PixelMask.ofRuns(3, 2, List.of(1L, 2L, 3L));
        assertArrayEquals(new int[] {0, 1, 0, 1, 0, 0}, mask.pixels());
        assertThrows(InputException.class, () -> PixelMask.ofRuns(3, 2, List.of(1L, 6L)));
        assertThrows(InputException.class, () -> PixelMask.ofRuns(1 << 20, 1 << 20, List.of(1L)));
    }
}
