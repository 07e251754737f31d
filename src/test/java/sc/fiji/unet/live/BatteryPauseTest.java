package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Learning waits on battery, unless a person says otherwise. */
class BatteryPauseTest {
    private boolean battery;
    private int asked;
    private long now = Long.MAX_VALUE - 5; // a clock that overflows meanwhile
    private final BatteryPause pause = new BatteryPause(
            () -> {
                asked++;
                return battery;
            },
            () -> now);

    private boolean later() {
        now += BatteryPause.SECONDS * 1_000_000_000L;
        return pause.waits();
    }

    @Test
    void theMachineIsAskedRarely() {
        for (int i = 0; i < 100; i++) assertFalse(pause.waits());
        assertEquals(1, asked);
        battery = true;
        assertFalse(pause.waits(), "not known yet");
        assertTrue(later());
        assertEquals(2, asked);
    }

    @Test
    void whoGoesOnGoesOnUntilTheMainsWereThereAgain() {
        battery = true;
        assertTrue(pause.waits());
        pause.goOn();
        assertFalse(pause.waits());
        assertFalse(later(), "asked once is enough");
        battery = false;
        assertFalse(later());
        battery = true;
        assertTrue(later(), "another journey, another question");
    }

    @Test
    void whoGoesOnWithTheMainsHasSaidNothingOfTheBattery() {
        assertFalse(pause.waits());
        pause.goOn();
        battery = true;
        assertTrue(later());
    }
}
