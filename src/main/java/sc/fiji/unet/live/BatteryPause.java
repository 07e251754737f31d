package sc.fiji.unet.live;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether learning waits because the machine runs on its battery; a person may go on all the same, until the mains were there
 * again. The machine is asked rarely, as that takes a while: by one thread, while another may say {@link #goOn}.
 */
final class BatteryPause {
    /** How long an answer counts. */
    static final long SECONDS = 20;

    private final BooleanSupplier onBattery;
    private final LongSupplier nanoTime;
    private boolean asked;
    private long when;
    private boolean battery;
    private volatile boolean waits;
    private volatile boolean allTheSame;

    /**
     * Asks nothing yet.
     *
     * @param onBattery whether the machine runs on its battery
     * @param nanoTime a clock
     */
    BatteryPause(BooleanSupplier onBattery, LongSupplier nanoTime) {
        this.onBattery = onBattery;
        this.nanoTime = nanoTime;
    }

    /** Whether learning waits; asks the machine where it was not asked for a while. */
    boolean waits() {
        if (!asked || nanoTime.getAsLong() - when >= SECONDS * 1_000_000_000L) {
            asked = true;
            battery = onBattery.getAsBoolean();
            when = nanoTime.getAsLong();
            if (!battery) allTheSame = false;
        }
        waits = battery && !allTheSame;
        return waits;
    }

    /** Learning goes on although it waits; where it does not, nothing happens. */
    void goOn() {
        if (waits) allTheSame = true;
    }
}
