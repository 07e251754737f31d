package sc.fiji.unet.base;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * What long work reports to, and what it asks whether to go on. Implementations are called from worker threads and must
 * be thread safe and quick.
 */
public interface Progress {
    /** Reports nothing and never cancels. */
    Progress NONE = new Progress() {};

    /**
     * Reports how far the work is.
     *
     * @param done work units finished, 0..total
     * @param total work units in all, greater than 0
     * @param what one short line for a person: what is being done now
     */
    default void update(long done, long total, String what) {}

    /** Tells a person something worth keeping in the log: a decision, a warning, a figure. */
    default void note(String line) {}

    /** Whether the person asked to stop and throw away. */
    default boolean canceled() {
        return false;
    }

    /** Whether the person asked to stop early and keep what there is; only work that can do so asks. */
    default boolean stopRequested() {
        return false;
    }

    /** The same for work that shows itself in a window of its own: whoever would open one for it does not. */
    default Progress inOwnWindow() {
        return this;
    }

    /** Passes the wish to cancel on to work within the work, but not that work's own reports. */
    static Progress cancelOnly(Progress outer) {
        return until(outer::canceled);
    }

    /** Reports nothing, and cancels as soon as that is so. */
    static Progress until(BooleanSupplier canceled) {
        return new Progress() {
            @Override
            public boolean canceled() {
                return canceled.getAsBoolean();
            }
        };
    }

    /**
     * Reports one of several equal parts of the work as its share of the whole, and says which it is where there are
     * several, as in "Segmenting, tile 2 of 9".
     *
     * @param index of the part, from 0
     * @param unit what a part is, for people
     */
    static Progress numbered(Progress whole, long index, long count, String unit) {
        return new Part(whole, index, count, unit);
    }

    /** Called between units of work; never swallow what it throws. */
    default void check() {
        if (canceled()) throw new CancellationException("Canceled");
    }

    /** The progress of one of several parts of equal length, passed on as that of the whole. */
    record Part(Progress whole, long index, long count, String unit) implements Progress {
        private static final long STEPS = 1000;

        @Override
        public void update(long done, long total, String what) {
            String which = count > 1 ? ", " + unit + " " + (index + 1) + " of " + count : "";
            whole.update(index * STEPS + STEPS * done / total, count * STEPS, what + which);
        }

        @Override
        public void note(String line) {
            whole.note(line);
        }

        @Override
        public Progress inOwnWindow() {
            return new Part(whole.inOwnWindow(), index, count, unit);
        }

        @Override
        public boolean canceled() {
            return whole.canceled();
        }
    }
}
