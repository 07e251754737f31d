package sc.fiji.unet.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/**
 * A learning rate with its options and, for any of them, {@code warmup=N}: over the first N steps the factor rises
 * linearly from 1/N of what the schedule says to all of it (Goyal et al. 2017). Immutable, thread safe.
 */
public final class Schedule {
    /** The option that every schedule takes. */
    public static final String WARMUP = "warmup";

    private final Configured<LearningRate> rate;
    private final int warmup;

    /** Finds the learning rate; unknown ids, unknown options and bad values are refused here. */
    public Schedule(Spec spec) {
        Map<String, String> own = new LinkedHashMap<>(spec.options());
        String steps = own.remove(WARMUP);
        rate = Extensions.of(LearningRate.class).get(new Spec(spec.id(), own));
        Map<String, String> common = Map.of(WARMUP, steps == null ? "0" : steps);
        warmup = Options.of("schedule " + spec.id(), common, Map.of()).integer(WARMUP, 0, Integer.MAX_VALUE);
        factor(new ScheduleState(0, 0, List.of()));
    }

    /** The factor on the base learning rate, 0 or more. */
    public double factor(ScheduleState now) {
        double ramp = now.step() + 1 < warmup ? (now.step() + 1.0) / warmup : 1;
        return ramp * rate.extension().factor(now, rate.options());
    }

    /** Whether a cycle ends with the step between two moments, so that its weights are worth a snapshot. */
    public boolean endsCycle(ScheduleState before, ScheduleState after) {
        return cycle(before) < cycle(after);
    }

    private int cycle(ScheduleState now) {
        return rate.extension().cycle(now, rate.options());
    }
}
