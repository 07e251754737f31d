package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.PrecisionChoice;

class LanesTest {
    @Test
    void autoTakesAllGpusTwiceAndTheProcessorOnce() {
        assertEquals(List.of("auto"), Lanes.of("auto", 0));
        assertEquals(List.of("gpu0", "gpu0"), Lanes.of("auto", 1));
        assertEquals(List.of("gpu0", "gpu1", "gpu2", "gpu0", "gpu1", "gpu2"), Lanes.of("auto", 3));
    }

    @Test
    void oneDeviceIsTakenAtItsWord() {
        assertEquals(List.of("cpu"), Lanes.of("cpu", 2));
        assertEquals(List.of("mps"), Lanes.of("mps", 0));
        assertEquals(List.of("gpu0", "gpu0"), Lanes.of("gpu", 2));
        assertEquals(List.of("gpu1", "gpu1"), Lanes.of("gpu1", 2));
    }

    @Test
    void severalGpusShareInTheOrderTheyAreNamed() {
        assertEquals(List.of("gpu2", "gpu0", "gpu2", "gpu0"), Lanes.of("gpu2, gpu0", 4));
        assertEquals(List.of("gpu2", "gpu0"), Lanes.devices("gpu2,gpu0", 4));
    }

    @Test
    void onlyDifferentGpusCanShare() {
        for (String wrong : List.of("gpu0,cpu", "cpu,cpu", "mps,gpu0", "gpu0,", "auto,gpu1")) {
            String message = assertThrows(OptionException.class, () -> Lanes.of(wrong, 2), wrong)
                    .getMessage();
            assertTrue(message.contains("only GPUs can share"), message);
        }
        assertThrows(OptionException.class, () -> Lanes.of("gpu1,gpu1", 2));
        assertThrows(OptionException.class, () -> Lanes.of("gpu,gpu0", 2));
    }

    @Test
    void whatComputesOnOneDeviceRefusesSeveral() {
        String message = assertThrows(
                        OptionException.class, () -> Precisions.inTraining("gpu0,gpu1", PrecisionChoice.AUTO))
                .getMessage();
        assertTrue(message.contains("Name one"), message);
    }

    @Test
    void thisMachinesProcessorIsOneLane() {
        assertEquals(List.of("cpu"), Devices.lanes("cpu"));
        assertThrows(OptionException.class, () -> Devices.lanes("gpu997"));
        assertThrows(OptionException.class, () -> Devices.lanes("tpu"));
    }
}
