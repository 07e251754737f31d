package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;

class DevicesTest {
    @Test
    void theDriversTableNamesVersionAndGpus() {
        String table = "550.54.14, NVIDIA RTX A2000 12GB\n550.54.14, NVIDIA GeForce GTX 1080\n";
        assertEquals(
                Optional.of(new NvidiaDriver("550.54.14", List.of("NVIDIA RTX A2000 12GB", "NVIDIA GeForce GTX 1080"))),
                NvidiaDriver.parseTable(table));
        assertEquals(Optional.empty(), NvidiaDriver.parseTable("No devices were found\n"));
    }

    @Test
    void theDriversVersionFileIsReadInBothSpellings() {
        String closed = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023\n"
                + "GCC version:  gcc version 12.3.0\n";
        String open = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  560.35.03  Release Build\n";
        assertEquals(
                "535.129.03", NvidiaDriver.parseVersion(closed).orElseThrow().version());
        assertEquals("560.35.03", NvidiaDriver.parseVersion(open).orElseThrow().version());
        assertEquals(Optional.empty(), NvidiaDriver.parseVersion("GCC version:  gcc version 12.3.0\n"));
    }

    @Test
    void driversBefore525DoNotRunCuda12() {
        assertTrue(new NvidiaDriver("525.60.13", List.of()).runsCuda12());
        assertFalse(new NvidiaDriver("470.256.02", List.of()).runsCuda12());
    }

    @Test
    void theAdviceFitsWhatWasFound() {
        Optional<NvidiaDriver> modern = Optional.of(new NvidiaDriver("570.1", List.of("RTX 4090")));
        Optional<NvidiaDriver> old = Optional.of(new NvidiaDriver("470.1", List.of("GTX 780")));
        assertEquals("no NVIDIA driver was found", GpuAdvice.of(Optional.empty(), false, "2.7.1", "Linux"));
        assertTrue(GpuAdvice.of(Optional.empty(), false, "2.7.1", "Mac OS X").contains("device=mps"));
        assertTrue(GpuAdvice.of(old, false, "2.7.1", "Linux").contains("too old"));
        String advice = GpuAdvice.of(modern, false, "2.7.1", "Linux");
        assertTrue(advice.startsWith("RTX 4090 with driver 570.1 is idle"), advice);
        assertTrue(advice.contains("PYTORCH_FLAVOR=cu128") && advice.contains("libtorch 2.7.1"), advice);
        assertTrue(GpuAdvice.of(modern, true, "2.7.1", "Linux").contains("CUDA_VISIBLE_DEVICES"));
    }

    @Test
    void theProcessorIsAlwaysThereAndStrangersAreRefused() {
        assertTrue(Devices.describe("cpu").startsWith("Processor, "), Devices.describe("cpu"));
        assertThrows(OptionException.class, () -> Devices.describe("tpu"));
        assumeFalse(System.getProperty("os.name").startsWith("Mac"));
        assertThrows(OptionException.class, () -> Devices.describe("mps"));
    }
}
