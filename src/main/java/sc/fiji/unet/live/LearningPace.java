package sc.fiji.unet.live;

/**
 * How long a session learns before it shows what came of it: short after a new stroke, then longer, as there is less and less
 * to see. For one thread.
 */
final class LearningPace {
    private static final double FIRST_SECONDS = 0.6;
    private static final double MOST_SECONDS = 8;
    private static final double LONGER = 1.4;
    /** Who paints without a pause sees something all the same. */
    private static final double MOST_SECONDS_UNSEEN = 2.5;

    private static final double SECONDS_BETWEEN_CHECKS = 4;
    /** Without new strokes there is no more to learn after so many steps. */
    private static final int MOST_STEPS = 1500;

    private double portion = FIRST_SECONDS;
    private long end;
    private long shown = System.nanoTime();
    private long checked;
    private boolean unchecked = true;
    private int steps;

    /** There is something new to learn. */
    void strokesChanged() {
        steps = 0;
        portion = FIRST_SECONDS;
        unchecked = true;
    }

    /** A portion begins. */
    void begin() {
        end = System.nanoTime() + nanos(portion);
    }

    /** A step was learned. */
    void stepped() {
        steps++;
    }

    /** Whether there is time left in the portion. */
    boolean goesOn() {
        return System.nanoTime() < end && !isOver();
    }

    /** Whether nothing more is to be learned from these strokes. */
    boolean isOver() {
        return steps >= MOST_STEPS;
    }

    /** Whether it has to be shown now, whatever else there is to do. */
    boolean isUnseenForLong() {
        return System.nanoTime() - shown > nanos(MOST_SECONDS_UNSEEN);
    }

    /** What was learned is about to be shown; a portion that was not cut short makes the next one longer. */
    void show() {
        shown = System.nanoTime();
        if (shown >= end) portion = Math.min(MOST_SECONDS, portion * LONGER);
    }

    /** Whether strokes are to be compared with what is predicted once more. */
    boolean isCheckDue() {
        return unchecked || System.nanoTime() - checked > nanos(SECONDS_BETWEEN_CHECKS);
    }

    /** They were compared. */
    void checked() {
        unchecked = false;
        checked = System.nanoTime();
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
