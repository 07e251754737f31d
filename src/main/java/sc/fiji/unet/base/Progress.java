package sc.fiji.unet.base;

import java.util.concurrent.CancellationException;

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
    default boolean cancelled() {
        return false;
    }

    /** Whether the person asked to stop early and keep what there is; only work that can do so asks. */
    default boolean stopRequested() {
        return false;
    }

    /** Passes the wish to cancel on to work within the work, but not that work's own reports. */
    static Progress cancelOnly(Progress outer) {
        return new Progress() {
            @Override
            public boolean cancelled() {
                return outer.cancelled();
            }
        };
    }

    /** Reports one of several equal parts of the work as its share of the whole. */
    static Progress part(Progress whole, long index, long count) {
        return new Part(whole, index, count, false);
    }

    /** As above, and says which of how many parts it is. */
    static Progress numbered(Progress whole, long index, long count) {
        return new Part(whole, index, count, true);
    }

    /** Called between units of work; never swallow what it throws. */
    default void check() {
        if (cancelled()) throw new CancellationException("Cancelled");
    }

    /**
     * Reports one of several equal parts of some work as its share of the whole.
     *
     * @param whole what is told
     * @param index of the part, from 0
     * @param count of the parts
     * @param numbered whether the person is told which of how many parts it is
     */
    record Part(Progress whole, long index, long count, boolean numbered) implements Progress {
        private static final long STEPS = 1000;

        @Override
        public void update(long done, long total, String what) {
            String which = numbered && count > 1 ? ", " + (index + 1) + " of " + count : "";
            whole.update(index * STEPS + STEPS * done / total, count * STEPS, what + which);
        }

        @Override
        public void note(String line) {
            whole.note(line);
        }

        @Override
        public boolean cancelled() {
            return whole.cancelled();
        }
    }
}
