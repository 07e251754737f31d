package sc.fiji.unet.dialog;

import java.util.function.BooleanSupplier;
import org.scijava.app.StatusService;
import org.scijava.log.LogService;
import sc.fiji.unet.base.Progress;

/** Shows progress in SciJava's status bar and notes in its log; either may be null where a Context lacks it. */
final class StatusProgress implements Progress {
    private static final int STEPS = 1000;

    private final StatusService status;
    private final LogService log;
    private final BooleanSupplier cancelled;

    StatusProgress(StatusService status, LogService log, BooleanSupplier cancelled) {
        this.status = status;
        this.log = log;
        this.cancelled = cancelled;
    }

    @Override
    public void update(long done, long total, String what) {
        if (status != null) status.showStatus((int) (STEPS * done / total), STEPS, what);
    }

    @Override
    public void note(String line) {
        if (log != null) log.info(line);
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }
}
