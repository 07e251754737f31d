package sc.fiji.unet.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final String STATUS =
            "Name:\tjava\nVmPeak:\t 9000000 kB\nVmSize:\t 3000000 kB\nVmRSS:\t 300000 kB\n";

    @Test
    void aLimitOfTheShellCounts() {
        String limits = "Max data size             unlimited            unlimited            bytes\n"
                + "Max address space         8000000000           unlimited            bytes\n";
        assertEquals(8_000_000_000L - 3_000_000L * 1024, NativeMemory.addressSpace(limits, STATUS));
        assertEquals(0, NativeMemory.addressSpace(limits.replace("8000000000", "1000000000"), STATUS));
        assertEquals(Long.MAX_VALUE, NativeMemory.addressSpace(limits.replace("8000000000", "unlimited "), STATUS));
        assertEquals(Long.MAX_VALUE, NativeMemory.addressSpace("", ""));
    }

    @Test
    void thisMachineHasSome() {
        assertTrue(NativeMemory.free() > 0);
        assertTrue(NativeMemory.total() > Runtime.getRuntime().maxMemory() / 2);
    }
}
