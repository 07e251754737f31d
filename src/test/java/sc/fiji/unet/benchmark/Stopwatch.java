package sc.fiji.unet.benchmark;

/** Times repeated work: the best of all repeats within some seconds, after warming up. */
record Stopwatch(double seconds) {
    private static final int WARM_UP = 3;
    private static final int FEWEST = 3;

    double best(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) work.run();
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int i = 0; i < FEWEST || System.nanoTime() < end; i++) best = Math.min(best, once(work));
        return best;
    }

    static double once(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
