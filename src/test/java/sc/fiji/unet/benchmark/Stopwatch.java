package sc.fiji.unet.benchmark;

/** Times repeated work: the best of all repeats within some seconds, after warming up. */
record Stopwatch(double seconds) {
    private static final int WARM_UP = 3;
    private static final int FEWEST = 3;
    private static final double LONGEST = 3; // slow work gets that many times its seconds, or one repeat

    double best(Runnable work) {
        double warm = 0;
        for (int i = 0; i < WARM_UP && warm < seconds; i++) warm += once(work);
        double best = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int i = 0; sum < (i < FEWEST ? LONGEST * seconds : seconds); i++) {
            double taken = once(work);
            best = Math.min(best, taken);
            sum += taken;
        }
        return best;
    }

    static double once(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
