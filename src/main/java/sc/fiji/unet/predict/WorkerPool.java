package sc.fiji.unet.predict;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import sc.fiji.unet.base.DaemonThreads;

/**
 * Threads of a pipeline that do one kind of work, begun in the order it comes. Closing waits until they have let go of all
 * buffers.
 */
final class WorkerPool implements AutoCloseable {
    private final ExecutorService threads;

    WorkerPool(String name, int size) {
        threads = DaemonThreads.pool(name, size);
    }

    Future<?> start(Runnable work) {
        return threads.submit(work);
    }

    /** Waits for work, throwing what it threw; an interrupted wait counts as canceled. */
    static void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof Error error) throw error;
        if (cause instanceof RuntimeException failure) return failure;
        return new IllegalStateException(cause); // not from a Runnable, unless thrown sneakily
    }

    @Override
    public void close() {
        threads.shutdown();
        DaemonThreads.awaitEnd(threads);
    }
}
