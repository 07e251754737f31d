package sc.fiji.unet.schedule;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Cosine annealing again and again (SGDR, Loshchilov and Hutter 2017), each cycle growth times as long as the last.
 * The end of each cycle is a snapshot for an ensemble (Huang et al. 2017).
 */
@Plugin(type = LearningRate.class, name = "cosine-restarts", label = "Cosine with warm restarts")
public class CosineRestarts implements LearningRate {
    /** Nearer than this to the end of a cycle is its end: 0.29 * 100 is 28.999999999999996. */
    private static final double ROUNDING = 1e-9;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("cycles", "5", "growth", "1", "end", "0");
    }

    @Override
    public double factor(ScheduleState now, Options options) {
        double place = place(now, options);
        int cycle = cycle(now, options);
        // after the last step, the place is at the end of the last cycle, not at the start of another
        double share = cycle == cycles(options) ? 1 : place - cycle;
        return Cosine.between(1, options.real("end", 0, 1), share);
    }

    @Override
    public int cycle(ScheduleState now, Options options) {
        return (int) place(now, options);
    }

    /** How many cycles are done, the running one by its share. */
    private static double place(ScheduleState now, Options options) {
        int cycles = cycles(options);
        double growth = options.real("growth", 0.5, 4);
        double place = growth == 1 ? now.progress() * cycles : place(now.progress(), cycles, growth);
        return Math.abs(place - Math.rint(place)) < ROUNDING ? Math.rint(place) : place;
    }

    private static double place(double progress, int cycles, double growth) {
        // lengths 1, g, g^2...: n cycles last (g^n - 1) / (g - 1)
        double lasted = progress * (Math.pow(growth, cycles) - 1);
        int whole = Math.min((int) (Math.log1p(lasted) / Math.log(growth)), cycles - 1);
        double start = Math.pow(growth, whole) - 1;
        double share = (lasted - start) / (Math.pow(growth, whole) * (growth - 1));
        return whole + Math.min(Math.max(share, 0), 1);
    }

    private static int cycles(Options options) {
        return options.integer("cycles", 1, 30);
    }
}
