package sc.fiji.unet.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.imglib2.Interval;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Sizes;

/**
 * The least computation within a memory budget: few large tiles, since each computes its halo again.
 *
 * @param bytesPerPixel activation memory that the network takes for each pixel of an input, in and out included
 * @param budget bytes
 */
public record BudgetTiling(double bytesPerPixel, long budget) implements Tiling {
    /** Costs of starting a tile, in pixels, so that equal areas go to fewer tiles. */
    private static final long PIXELS_PER_TILE = 4096;
    /** More at once is not faster, but makes a person who cancels wait. */
    private static final long MOST_PIXELS_AT_ONCE = 9 << 20;
    /** Small tiles are computed together up to this, which keeps wide processors and GPUs busy. */
    private static final long BATCH_PIXELS = 1 << 18;

    /** Refuses a budget of nothing. */
    public BudgetTiling {
        if (!(bytesPerPixel > 0)) throw OptionException.outOfRange("bytes per pixel", bytesPerPixel, "more than 0");
        if (budget < 1) throw OptionException.outOfRange("memory budget", budget, "1 byte or more");
    }

    private record Candidate(int input, long count) {}

    @Override
    public TilePlan plan(Geometry geometry, long[] imageSize, Interval target) {
        TileAxis[] axes = TileGrid.axes(geometry, imageSize, target);
        List<List<Candidate>> candidates = new ArrayList<>();
        for (int d = 0; d < axes.length; d++) {
            candidates.add(candidates(axes[d], geometry, d));
        }
        Search search = new Search(candidates, mostPixels());
        search.descend(0, 1, 1);
        if (search.best == null) throw tooSmall(candidates);
        return new TilePlan(search.best, batch(search.best, search.bestTiles));
    }

    private long mostPixels() {
        return (long) Math.min(MOST_PIXELS_AT_ONCE, budget / bytesPerPixel);
    }

    /** For each number of tiles along an axis the smallest input that does with it. */
    private static List<Candidate> candidates(TileAxis axis, Geometry geometry, int d) {
        List<Candidate> found = new ArrayList<>();
        long most = Math.max(1, TileAxis.ceilDiv(axis.extent() - 2L * axis.halo(), geometry.stride()[d]));
        long previous = Integer.MAX_VALUE;
        for (long n = 1; n <= most; n++) {
            long input = geometry.up(TileAxis.ceilDiv(axis.extent() + 2L * axis.halo() * (n - 1), n), d);
            if (input >= previous || !axis.allows((int) input)) continue;
            found.add(new Candidate((int) input, axis.count((int) input)));
            previous = input;
        }
        return found;
    }

    private int batch(int[] input, long tiles) {
        long pixels = Sizes.product(input);
        return (int) Math.max(1, Math.min(tiles, Math.min(BATCH_PIXELS, mostPixels()) / pixels));
    }

    private InputException tooSmall(List<List<Candidate>> candidates) {
        double pixels = 1;
        for (List<Candidate> axis : candidates) {
            pixels *= axis.get(axis.size() - 1).input();
        }
        return new InputException(String.format(
                Locale.ROOT,
                "This network needs %.0f MiB for its smallest tile, but the memory budget is %.0f MiB. Allow more memory.",
                pixels * bytesPerPixel / (1 << 20),
                budget / (double) (1 << 20)));
    }

    private static final class Search {
        private final List<List<Candidate>> candidates;
        private final long mostPixels;
        private final int[] chosen;
        private int[] best;
        private long bestTiles;
        private double bestCost = Double.POSITIVE_INFINITY;

        Search(List<List<Candidate>> candidates, long mostPixels) {
            this.candidates = candidates;
            this.mostPixels = mostPixels;
            chosen = new int[candidates.size()];
        }

        void descend(int d, long pixels, long tiles) {
            if (pixels > mostPixels) return;
            if (d == chosen.length) {
                consider(pixels, tiles);
                return;
            }
            for (Candidate candidate : candidates.get(d)) {
                chosen[d] = candidate.input();
                descend(d + 1, pixels * candidate.input(), tiles * candidate.count());
            }
        }

        private void consider(long pixels, long tiles) {
            double cost = (double) tiles * (pixels + PIXELS_PER_TILE);
            if (cost >= bestCost) return;
            best = chosen.clone();
            bestCost = cost;
            bestTiles = tiles;
        }
    }
}
