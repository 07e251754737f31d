package sc.fiji.unet.predict;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One thread of a pipeline. Closing it waits until its thread has let go of all buffers. */
final class Stage implements AutoCloseable {
    private final ExecutorService thread;

    Stage(String name) {
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    Future<?> start(Runnable work) {
        return thread.submit(work);
    }

    /** Waits for work, throwing what it threw; an interrupted wait counts as cancelled. */
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
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
