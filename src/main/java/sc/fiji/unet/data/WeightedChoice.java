package sc.fiji.unet.data;

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
