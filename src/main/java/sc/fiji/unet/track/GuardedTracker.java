package sc.fiji.unet.track;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import sc.fiji.unet.base.DaemonThreads;
import sc.fiji.unet.base.Progress;

/**
 * A tracker on a thread of its own, so that training never waits for a disk or a server. A failure is told once as a
 * note, and nothing more is recorded there: hours of training are not given up because a server went away, nor is a night
 * because it was not yet there in the evening.
 */
final class GuardedTracker implements Tracker {
    private static final long CLOSE_SECONDS = 60;
    private final Tracker tracker;
    private final String name;
    private final Progress progress;
    private final boolean awaited;
    private final ExecutorService thread;
    private boolean failed; // only the thread reads and writes it

    /**
     * Guards a tracker.
     *
     * @param awaited whether {@link #flush} waits for it: a file that has to be as far as the training's other files
     */
    GuardedTracker(Tracker tracker, boolean awaited, Progress progress) {
        this.tracker = tracker;
        this.awaited = awaited;
        this.progress = progress;
        name = tracker.getClass().getSimpleName().replace("Tracker", "");
        thread = DaemonThreads.pool("unet-track-" + name, 1);
    }

    @Override
    public void start(Run run) {
        later(() -> tracker.start(run));
    }

    @Override
    public void resume(long step) {
        later(() -> tracker.resume(step));
    }

    @Override
    public void flush() {
        CountDownLatch done = new CountDownLatch(1);
        later(tracker::flush);
        thread.execute(done::countDown);
        if (!awaited) return;
        try {
            done.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void scalar(String tag, long step, double value) {
        // the Dice of a class that is nowhere: servers refuse NaN, and curves would be drawn through it
        if (!Double.isNaN(value)) later(() -> tracker.scalar(tag, step, value));
    }

    @Override
    public void image(String tag, long step, int width, int height, int[] rgb) {
        later(() -> tracker.image(tag, step, width, height, rgb));
    }

    @Override
    public void artifact(Path path) {
        later(() -> tracker.artifact(path));
    }

    @Override
    public void finished() {
        later(tracker::finished);
    }

    @Override
    public void close() {
        if (thread.isShutdown()) return;
        thread.execute(() -> guarded(tracker::close));
        thread.shutdown();
        try {
            if (thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) return;
            progress.note(
                    "Tracking to " + name + " did not end within " + CLOSE_SECONDS + " s: its record is incomplete.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    private void later(Runnable call) {
        thread.execute(() -> {
            if (!failed) guarded(call);
        });
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            if (!failed)
                progress.note("Tracking to " + name + " failed, training goes on without it: " + e.getMessage());
            failed = true;
        }
    }
}
