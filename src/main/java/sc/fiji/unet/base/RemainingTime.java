package sc.fiji.unet.base;

/**
 * Estimates from the reports of some work how long it still takes, as if it went on as fast as so far. Reports that go back,
 * or are about another total, begin new work. For one thread at a time.
 */
public final class RemainingTime {
    private long started;
    private long startedAt;
    private long done = Long.MAX_VALUE;
    private long total;
    private long now;

    /**
     * Takes a report.
     *
     * @param nowDone work units finished
     * @param nowTotal work units in all
     * @param nanos a clock
     * @return whether this is new work
     */
    public boolean report(long nowDone, long nowTotal, long nanos) {
        boolean fresh = nowDone < done || nowTotal != total;
        if (fresh) {
            started = nanos;
            startedAt = nowDone;
        }
        done = nowDone;
        total = nowTotal;
        now = nanos;
        return fresh;
    }

    /** Seconds until the end of what was last reported; NaN where nothing was done since the first report. */
    public double seconds() {
        if (done == startedAt) return Double.NaN;
        return (double) (now - started) / (done - startedAt) * (total - done) / 1e9;
    }
}
