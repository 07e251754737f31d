package sc.fiji.unet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The thread that predictions on the processor run on. glibc keeps large blocks for the next request only in its main
 * arena, and binds each thread to some arena for good: Java's threads to others. So threads are started until one is
 * bound to the main arena; the rest end. Elsewhere than on Linux with glibc it is a thread like any other.
 */
final class TensorThread {
    private static final int MOST_ARENAS = 64;
    private static final ExecutorService THREAD = find();

    private TensorThread() {}

    /** Runs the task there and waits for it, even when interrupted: libtorch cannot be stopped halfway. */
    static void run(Runnable task) {
        Future<?> done = THREAD.submit(task);
        boolean interrupted = false;
        while (true) {
            try {
                done.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) throw cause;
                if (e.getCause() instanceof Error cause) throw cause;
                throw new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static ExecutorService find() {
        List<ExecutorService> tried = new ArrayList<>();
        ExecutorService found = start();
        while (!await(found, NativeMemory::inMainArena) && tried.size() < MOST_ARENAS) {
            tried.add(found); // kept till the end: a thread that ended would hand its arena to the next
            found = start();
        }
        tried.forEach(ExecutorService::shutdown);
        return found;
    }

    private static ExecutorService start() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "libtorch");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static boolean await(ExecutorService thread, Callable<Boolean> question) {
        try {
            return thread.submit(question).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
