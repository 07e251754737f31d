package sc.fiji.unet.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Pixels of one kind in an image, or as many as are kept: reservoir sampling (Vitter 1985, algorithm R). */
final class Sites {
    private static final int FEWEST = 16;

    private long count;
    private long[] kept = new long[FEWEST];

    /**
     * Counts a pixel and may keep it.
     *
     * @param index in the flattened image
     * @param most how many are kept; a few are always
     */
    void add(long index, int most, SplittableRandom random) {
        int limit = Math.max(FEWEST, most);
        long place = count < limit ? count : random.nextLong(count + 1);
        count++;
        if (place >= limit) return;
        if (place >= kept.length) kept = Arrays.copyOf(kept, Math.min(limit, 2 * kept.length));
        kept[(int) place] = index;
    }

    /** How many there are, kept or not. */
    long count() {
        return count;
    }

    /** One of those that are kept; there must be one. */
    long pick(SplittableRandom random) {
        return kept[random.nextInt((int) Math.min(count, kept.length))];
    }
}
