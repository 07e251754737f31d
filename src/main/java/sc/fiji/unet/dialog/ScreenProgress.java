package sc.fiji.unet.dialog;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.RemainingTime;
import sc.fiji.unet.base.TimeLeft;

/**
 * The progress of a command on the screen, in Fiji and in plain ImageJ alike: status line and bar, notes in the log and,
 * once the work has taken two seconds, a small window with the time left and a button to cancel. The Esc key cancels, too,
 * in whichever window of ImageJ it is pressed. Without a display there is no window.
 *
 * <p>Called from any thread. Close it when the work is over, however it ended.
 */
public final class ScreenProgress implements Progress, AutoCloseable {
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final String title;
    private final Consumer<String> log;
    private final BooleanSupplier outer;
    private final long started = System.nanoTime();
    private final RemainingTime remaining = new RemainingTime();
    private final EscapeKey escape;
    private ProgressWindow window;
    private boolean windowless = GraphicsEnvironment.isHeadless();
    private volatile boolean shownElsewhere;
    private volatile boolean canceled;

    /**
     * Begins to show progress: as text in the status bar, and in a window where work takes longer.
     *
     * @param title of the work, for the window
     * @param log where notes go
     * @param outer whether somebody else canceled
     */
    public ScreenProgress(String title, Consumer<String> log, BooleanSupplier outer) {
        this.title = title;
        this.log = log;
        this.outer = outer;
        IJ.resetEscape(); // one that was meant for something before
        escape = windowless ? null : EscapeKey.listen(() -> canceled = true);
    }

    @Override
    public synchronized void update(long done, long total, String what) {
        IJ.showStatus(what);
        IJ.showProgress((double) done / total);
        long now = System.nanoTime();
        remaining.report(done, total, now);
        if (windowless) return;
        if (window == null && now - started > PATIENCE_NANOS && done < total) {
            window = ProgressWindow.open(title, () -> canceled = true);
        }
        if (window != null) window.show(what, (double) done / total, TimeLeft.of(remaining.seconds()));
    }

    @Override
    public void note(String line) {
        log.accept(line);
    }

    @Override
    public boolean canceled() {
        return canceled || !shownElsewhere && IJ.escapePressed() || outer.getAsBoolean();
    }

    /** The small window closes and does not come again, and Esc means nothing any more: that window asks itself. */
    @Override
    public synchronized Progress inOwnWindow() {
        close();
        windowless = true;
        shownElsewhere = true;
        return this;
    }

    @Override
    public synchronized void close() {
        if (window != null) window.close();
        window = null;
        if (escape != null) escape.close();
        IJ.showProgress(1.0);
    }
}
