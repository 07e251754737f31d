package sc.fiji.unet.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stretch of computing in libtorch. When Java ends, libtorch takes its memory apart, and whatever still computes there
 * ends the process with a crash: so the end of the program waits for what has begun, and nothing begins any more. Work is
 * told so as if it had been canceled, and leaves its files as it does then. Thread safe.
 */
public final class NativeWork implements AutoCloseable {
    private static final long MOST_MS = 30_000;
    private static final long LOOK_MS = 10;
    /** Time for canceled work to free what it has in libtorch, once it has noticed. */
    private static final long MOST_CLEANING_MS = 5_000;

    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger HELD = new AtomicInteger();
    private static volatile boolean ending;

    private NativeWork() {}

    /** Begins; throws {@link CancellationException} where the program is about to end. */
    public static NativeWork begin() {
        RUNNING.incrementAndGet(); // first, so that the end either sees it or is seen
        if (!ending) return new NativeWork();
        RUNNING.decrementAndGet();
        throw new CancellationException("The program ends");
    }

    @Override
    public void close() {
        RUNNING.decrementAndGet();
    }

    /** Says that something was made in libtorch that its owner frees, or that it was freed. */
    static void held(int change) {
        HELD.addAndGet(change);
    }

    /** Has the end of the program wait. To be called once. */
    static void guardEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(NativeWork::end, "unet-end"));
    }

    private static void end() {
        ending = true;
        try {
            for (long ms = 0; RUNNING.get() > 0 && ms < MOST_MS; ms += LOOK_MS) Thread.sleep(LOOK_MS);
            for (long ms = 0; HELD.get() > 0 && ms < MOST_CLEANING_MS; ms += LOOK_MS) Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
