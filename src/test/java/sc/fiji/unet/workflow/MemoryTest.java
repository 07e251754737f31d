package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final long GB = 1L << 30;

    @Test
    void halfOfWhatIsBesideTheHeap() {
        assertEquals(6 * GB, Memory.forTraining(16 * GB, 4 * GB, Long.MAX_VALUE));
        assertEquals(2 * GB, Memory.forTraining(8 * GB, 6 * GB, Long.MAX_VALUE), "Java seldom fills its heap");
    }

    @Test
    void containersAndLimitsCount() {
        assertEquals(GB / 2, Memory.forTraining(2 * GB, GB, Long.MAX_VALUE));
        assertEquals(GB, Memory.forTraining(16 * GB, 4 * GB, 2 * GB));
    }
}
