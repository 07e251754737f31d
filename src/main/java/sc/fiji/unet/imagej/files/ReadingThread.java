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
import java.util.concurrent.atomic.AtomicLong;
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

    /** Seconds for the files that are read beside the first, where this is a thread that reads. */
    private static final ThreadLocal<AtomicLong> FURTHER = new ThreadLocal<>();

    /** For a file, by its size; without an end where a plugin reads it, which may ask the person or read other files too. */
    static ReadingThread of(Path file, boolean plugin) throws IOException {
        Duration longest =
                plugin ? ChronoUnit.FOREVER.getDuration() : Duration.ofSeconds(LEAST_SECONDS + seconds(file));
        return new ReadingThread(file, longest);
    }

    private static long seconds(Path file) throws IOException {
        boolean gzipped = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        return Files.size(file) / (gzipped ? GZIPPED_BYTES_A_SECOND : BYTES_A_SECOND);
    }

    /** Where one file is told to be read and others belong to it: gives the thread that reads the time for one of these. */
    static void alsoReads(Path other) throws IOException {
        AtomicLong further = FURTHER.get();
        if (further != null) further.addAndGet(seconds(other));
    }

    /** What the work gives or throws. On the thread of events, which other readers may need, it is done at once. */
    <T> T run(Callable<T> work, Progress progress) throws IOException {
        if (EventQueue.isDispatchThread()) return direct(work);
        AtomicLong further = new AtomicLong();
        FutureTask<T> task = new FutureTask<>(() -> {
            FURTHER.set(further);
            return work.call();
        });
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
                    Duration taken = Duration.ofNanos(System.nanoTime() - start);
                    if (longest.compareTo(taken.minusSeconds(further.get())) < 0)
                        throw new IOException(tooLong(further.get()), e);
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

    private String tooLong(long further) {
        return "reading it was given up after " + (longest.toSeconds() + further)
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
