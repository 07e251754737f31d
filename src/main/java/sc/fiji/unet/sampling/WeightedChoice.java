package sc.fiji.unet.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses among 0..n-1, each in proportion to its weight. Immutable, thread safe. */
final class WeightedChoice {
    private final long[] cumulated;

    /** Weights are 0 or more. */
    WeightedChoice(long[] weights) {
        cumulated = weights.clone();
        Arrays.parallelPrefix(cumulated, Math::addExact);
    }

    /**
     * The same, but the last ones together get at least half of the choices, where any of them has a weight.
     *
     * @param last how many
     */
    static WeightedChoice favoring(long[] weights, int last) {
        int first = Math.max(0, weights.length - last);
        long others = Arrays.stream(weights, 0, first).sum();
        long favored = Arrays.stream(weights, first, weights.length).sum();
        if (favored == 0 || favored >= others) return new WeightedChoice(weights);
        long[] raised = weights.clone();
        for (int i = first; i < raised.length; i++) raised[i] = Math.round((double) others / favored * raised[i]);
        return new WeightedChoice(raised);
    }

    /** Whether there is anything to choose. */
    boolean isEmpty() {
        return cumulated.length == 0 || cumulated[cumulated.length - 1] == 0;
    }

    int pick(SplittableRandom random) {
        long place = random.nextLong(cumulated[cumulated.length - 1]);
        int low = 0;
        int high = cumulated.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] > place) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
