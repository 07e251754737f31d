package sc.fiji.unet.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.RemainingTime;

/** A bar with percentage and time left: redrawn in place on a terminal, now and then a line where output is a file. */
final class ConsoleProgress implements Progress {
    private static final int CELLS = 20;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final BooleanSupplier canceled;
    private final RemainingTime remaining = new RemainingTime();
    private long lastDrawn;
    private int drawn;

    /**
     * Progress that is written on a stream.
     *
     * @param terminal whether carriage returns may be used
     * @param nanos a clock
     * @param canceled whether the person asked to stop
     */
    ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanos, BooleanSupplier canceled) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.canceled = canceled;
    }

    @Override
    public synchronized void update(long done, long total, String what) {
        long now = nanos.getAsLong();
        boolean fresh = remaining.report(done, total, now);
        if (fresh || done == total || now - lastDrawn >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            lastDrawn = now;
            draw(line(done, total) + TerminalText.of(what));
        }
    }

    @Override
    public synchronized void note(String line) {
        clear();
        out.println(TerminalText.of(line));
    }

    @Override
    public boolean canceled() {
        return canceled.getAsBoolean();
    }

    /** Removes the bar, so that what is printed next stands alone. */
    synchronized void clear() {
        if (drawn > 0) out.print("\r" + " ".repeat(drawn) + "\r");
        drawn = 0;
    }

    private void draw(String line) {
        if (!terminal) {
            out.println(line);
            return;
        }
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        out.flush();
        drawn = line.length();
    }

    private String line(long done, long total) {
        int full = (int) (CELLS * done / total);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %s  ",
                "#".repeat(full),
                "-".repeat(CELLS - full),
                100 * done / total,
                timeLeft(done, total));
    }

    private String timeLeft(long done, long total) {
        if (done == total) return "done";
        if (Double.isNaN(remaining.seconds())) return "ETA --:--";
        long seconds = Math.round(remaining.seconds());
        String minutes = String.format(Locale.ROOT, "%d:%02d", seconds / 60 % 60, seconds % 60);
        return "ETA "
                + (seconds < 3600
                        ? minutes
                        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60));
    }
}
