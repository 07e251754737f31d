package sc.fiji.unet.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Saves what took hours to compute though the disk is full, or a network drive away for a while: says what is wrong, waits
 * and tries again. For space it waits until there is some, as only a person can free it; for all else ten minutes.
 */
public final class Patience {
    private static final int MOST_SECONDS_BETWEEN = 5;
    private static final int MOST_TRIES = 120;
    /** Below that a disk is called full: systems say so in their own language, and checkpoints are as large. */
    private static final long SCARCE = 1L << 28;

    private final Path folder;
    private final Progress progress;
    private final Pause pause;

    /** What passes after so many tries. */
    @FunctionalInterface
    interface Pause {
        void pass(int tries) throws InterruptedException;
    }

    /**
     * For what is written to a folder.
     *
     * @param progress is told; canceling ends the waiting, and so does a request to stop
     */
    public Patience(Path folder, Progress progress) {
        this(folder, progress, tries -> pause(tries, progress));
    }

    Patience(Path folder, Progress progress, Pause pause) {
        this.folder = folder;
        this.progress = progress;
        this.pause = pause;
    }

    private static void pause(int tries, Progress progress) throws InterruptedException {
        for (int second = 0; second < Math.min(tries, MOST_SECONDS_BETWEEN); second++) {
            progress.check();
            Thread.sleep(1000);
        }
    }

    /**
     * Does what may fail with an {@link UncheckedIOException}, again and again.
     *
     * @param write leaves nothing where it fails
     * @return the seconds waited
     */
    public double write(Runnable write) {
        return write(write, false);
    }

    /** The same, but waits for space only: one of many results, whose other failures do not keep the next ones waiting. */
    public void whileFull(Runnable write) {
        write(write, true);
    }

    private double write(Runnable write, boolean onlyFull) {
        long started = System.nanoTime();
        for (int tries = 1; ; tries++) {
            try {
                write.run();
                if (tries == 1) return 0;
                progress.note("Saved in " + folder + " again. Going on.");
                return (System.nanoTime() - started) / 1e9;
            } catch (UncheckedIOException e) {
                if (progress.stopRequested() || !isFull(e) && (onlyFull || tries > MOST_TRIES)) throw e;
                if (tries == 1) progress.note(explained(e));
                await(tries);
            }
        }
    }

    private String explained(UncheckedIOException e) {
        String until = isFull(e)
                ? "Waiting for space: delete something, and it goes on."
                : String.format(Locale.ROOT, "Trying again for %d minutes.", MOST_TRIES * MOST_SECONDS_BETWEEN / 60);
        return e.getMessage() + " " + until + " Nothing is lost so far: what was saved before is in " + folder + ".";
    }

    private void await(int tries) {
        progress.check();
        try {
            pause.pass(tries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("Interrupted");
        }
    }

    private boolean isFull(UncheckedIOException e) {
        String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (Stream.of("no space left", "not enough space", "quota").anyMatch(said::contains)) return true;
        try {
            return Files.isDirectory(folder) && Files.getFileStore(folder).getUsableSpace() < SCARCE;
        } catch (IOException unknown) {
            return false; // the drive itself is gone
        }
    }
}
