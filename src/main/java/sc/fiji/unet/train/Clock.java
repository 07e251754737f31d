package sc.fiji.unet.train;

import sc.fiji.unet.base.Progress;

/** How far a training is, by steps and by time, over all its sittings. */
final class Clock {
    private final double before;
    private final FitPlan.Length length;
    private final long started = System.nanoTime();
    private double idle;

    Clock(double secondsBefore, FitPlan.Length length) {
        before = secondsBefore;
        this.length = length;
    }

    double seconds() {
        return before + (System.nanoTime() - started) / 1e9 - idle;
    }

    /** Leaves seconds out in which nothing was learned. */
    void leaveOut(double seconds) {
        idle += seconds;
    }

    double progress(long step) {
        double bySteps = (double) step / length.steps();
        double byTime = length.seconds() > 0 ? seconds() / length.seconds() : 0;
        return Math.min(1, Math.max(bySteps, byTime));
    }

    /** Why the training ends after this many steps, or null where it goes on. */
    String reasonToStop(long step, Progress progress) {
        if (step >= length.steps()) return "all " + length.epochs() + " epochs are done";
        if (length.seconds() > 0 && seconds() >= length.seconds()) return "the time is up";
        return progress.stopRequested() ? "stopped on request" : null;
    }
}
