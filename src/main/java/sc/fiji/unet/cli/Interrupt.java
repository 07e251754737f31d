package sc.fiji.unet.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Turns Ctrl-C into a cancellation: the work notices, puts its files in order and only then the process ends. */
final class Interrupt implements BooleanSupplier {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean asked;

    /** Starts to listen to the end of this process. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(new Thread(interrupt::ask, "cancel"));
        return interrupt;
    }

    /** Whether the person pressed Ctrl-C. */
    @Override
    public boolean getAsBoolean() {
        return asked;
    }

    /** Says that the work is over and the process may end. */
    void workFinished() {
        finished.countDown();
    }

    private void ask() {
        asked = true;
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
