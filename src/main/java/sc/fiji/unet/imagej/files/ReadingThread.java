package sc.fiji.unet.imagej.files;

import java.awt.EventQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sc.fiji.unet.base.Progress;

/**
 * Reads a file on a thread of its own, which is given up where the person cancels or where it takes longer than a file of
 * that size can: decoders of others loop on some damaged files, and never look up.
 *
 * @param file what is read
 * @param longest that reading may take
 */
record ReadingThread(Path file, Duration longest) {
    private static final long LEAST_SECONDS = 120;
    private static final long BYTES_A_SECOND = 1 << 18;
    /** Labels are often packed to less than a hundredth. */
    private static final long GZIPPED_BYTES_A_SECOND = 1 << 13;

    private static final long LOOK_UP_MILLISECONDS = 20;

    /** For a file, by its size; without an end where a plugin reads it, which may ask the person or read other files too. */
    static ReadingThread of(Path file, boolean plugin) throws IOException {
        boolean gzipped = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        long seconds = LEAST_SECONDS + Files.size(file) / (gzipped ? GZIPPED_BYTES_A_SECOND : BYTES_A_SECOND);
        return new ReadingThread(file, plugin ? ChronoUnit.FOREVER.getDuration() : Duration.ofSeconds(seconds));
    }

    /** What the work gives or throws. On the thread of events, which other readers may need, it is done at once. */
    <T> T run(Callable<T> work, Progress progress) throws IOException {
        if (EventQueue.isDispatchThread()) return direct(work);
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "reading " + file.getFileName());
        thread.setDaemon(true);
        thread.start();
        long start = System.nanoTime();
        try {
            while (true) {
                progress.check();
                try {
                    return task.get(LOOK_UP_MILLISECONDS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (longest.compareTo(Duration.ofNanos(System.nanoTime() - start)) < 0)
                        throw new IOException(tooLong(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while reading " + file);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private String tooLong() {
        return "reading it was given up after " + longest.toSeconds()
                + " s, more than a file of its size takes: it is damaged";
    }

    private static <T> T direct(Callable<T> work) throws IOException {
        try {
            return work.call();
        } catch (Exception e) {
            throw rethrown(e);
        }
    }

    /** Throws errors and unchecked exceptions, gives the others as they are. */
    private static IOException rethrown(Throwable failure) {
        if (failure instanceof Error error) throw error;
        if (failure instanceof RuntimeException unchecked) throw unchecked;
        return failure instanceof IOException io ? io : new IOException(failure);
    }
}
