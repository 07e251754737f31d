package sc.fiji.unet.image;

import java.util.Arrays;
import sc.fiji.unet.base.Sizes;

/**
 * Exact percentiles of each channel of an image of any size and bit depth, in bounded memory: radix selection over the
 * bits of the values in two passes, the upper 16 bits first, then the lower 16 bits of the few bins that hold an answer.
 */
public final class OrderStatistics {
    private static final int BINS = 1 << 16;

    private OrderStatistics() {}

    /**
     * Percentiles with linear interpolation between neighbors, as numpy's default.
     *
     * @param percents in [0, 100]
     * @return one row a channel, one value a percent
     */
    public static double[][] percentiles(ImageSource image, double... percents) {
        long last = Sizes.product(image.size()) - 1;
        long[] ranks = new long[2 * percents.length];
        for (int i = 0; i < percents.length; i++) {
            ranks[2 * i] = (long) Math.floor(percents[i] / 100 * last);
            ranks[2 * i + 1] = Math.min(last, ranks[2 * i] + 1);
        }
        float[][] sorted = atRanks(image, ranks);
        double[][] result = new double[sorted.length][percents.length];
        for (int c = 0; c < sorted.length; c++) {
            for (int i = 0; i < percents.length; i++) {
                double share = percents[i] / 100 * last - ranks[2 * i];
                result[c][i] = sorted[c][2 * i] * (1 - share) + sorted[c][2 * i + 1] * share;
            }
        }
        return result;
    }

    /** The values at the given places of each channel's sorted pixels, 0 being the smallest; one row a channel. */
    static float[][] atRanks(ImageSource image, long... ranks) {
        long[][] upper = new long[image.channels()][BINS];
        ImageScan.scan(image, (c, values, from, n) -> {
            long[] counts = upper[c];
            for (int i = from; i < from + n; i++) counts[sortable(values[i]) >>> 16]++;
        });
        Selection[] selections = new Selection[image.channels()];
        for (int c = 0; c < selections.length; c++) selections[c] = new Selection(upper[c], ranks);
        ImageScan.scan(image, (c, values, from, n) -> selections[c].count(values, from, n));
        return Arrays.stream(selections).map(Selection::values).toArray(float[][]::new);
    }

    /** Bits that, read as an unsigned number, sort as the values do. */
    private static int sortable(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> 31 | 0x80000000);
    }

    private static float value(int sortable) {
        return Float.intBitsToFloat(sortable < 0 ? sortable ^ 0x80000000 : ~sortable);
    }

    private static final class Selection {
        private final int[] bin;
        private final long[] rankInBin;
        private final long[][] countsOfBin = new long[BINS][];

        Selection(long[] upper, long[] ranks) {
            bin = new int[ranks.length];
            rankInBin = ranks.clone();
            for (int i = 0; i < ranks.length; i++) {
                while (rankInBin[i] >= upper[bin[i]]) rankInBin[i] -= upper[bin[i]++];
                if (countsOfBin[bin[i]] == null) countsOfBin[bin[i]] = new long[BINS];
            }
        }

        void count(float[] values, int from, int n) {
            for (int i = from; i < from + n; i++) {
                int sortable = sortable(values[i]);
                long[] counts = countsOfBin[sortable >>> 16];
                if (counts != null) counts[sortable & 0xffff]++;
            }
        }

        float[] values() {
            float[] values = new float[bin.length];
            for (int i = 0; i < bin.length; i++) {
                long[] counts = countsOfBin[bin[i]];
                long rank = rankInBin[i];
                int lower = 0;
                while (rank >= counts[lower]) rank -= counts[lower++];
                values[i] = value(bin[i] << 16 | lower);
            }
            return values;
        }
    }
}
