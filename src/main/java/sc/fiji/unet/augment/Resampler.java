package sc.fiji.unet.augment;

import java.util.Arrays;

/**
 * Reads a patch from an image through a {@link Warp} in one pass: input by linear interpolation, target and weight from
 * the nearest pixel. One instance a patch; not thread safe.
 */
public final class Resampler {
    private final ImageRegion region;
    private final Warp warp;
    private final double[] shift;
    private final boolean lattice;
    private final double[][] moved;
    private final double[][] at;
    private final int[][] low;
    private final int[][] high;
    private final float[][] fraction;
    private final int[] nearest;

    private Resampler(ImageRegion region, Warp warp, long[] origin) {
        this.region = region;
        this.warp = warp;
        int width = warp.size()[0];
        shift = shift(warp, origin);
        lattice = warp.isLattice();
        moved = new double[warp.rank()][width];
        at = new double[warp.rank()][width];
        low = new int[3][width];
        high = new int[3][width];
        fraction = new float[3][width];
        nearest = new int[width];
    }

    /**
     * Reads a patch.
     *
     * @param region must hold the warp's {@link ImageRegion#boxOf box}
     * @param warp how to read
     * @param origin where the patch would start in the image, were it not warped: x, y, (z); may lie outside
     */
    public static Patch read(ImageRegion region, Warp warp, long[] origin) {
        Patch out = Patch.empty(region.pixels().channels(), warp.size());
        if (region.pixels().objects() != null) out = out.numbered();
        Resampler resampler = new Resampler(region, warp, origin);
        int rows = out.pixels() / warp.size()[0];
        int height = warp.size()[1];
        for (int row = 0; row < rows; row++) resampler.readRow(row % height, row / height, out);
        return out;
    }

    /** The constant part of the map from patch to image coordinates, whole where pixels are to fall on pixels. */
    private static double[] shift(Warp warp, long[] origin) {
        int rank = warp.rank();
        double[] shift = new double[rank];
        for (int i = 0; i < rank; i++) {
            shift[i] = origin[i] + (warp.size()[i] - 1) / 2.0;
            for (int j = 0; j < rank; j++) shift[i] -= warp.matrix()[i * rank + j] * (warp.size()[j] - 1) / 2.0;
            if (warp.isLattice()) shift[i] = Math.rint(shift[i]);
        }
        return shift;
    }

    private void readRow(int y, int z, Patch out) {
        locate(y, z);
        for (int d = 0; d < warp.rank(); d++) findNeighbors(d);
        findNearest();
        int first = (z * warp.size()[1] + y) * warp.size()[0];
        for (int c = 0; c < out.channels(); c++) {
            int from = c * region.pixels().pixels();
            int to = c * out.pixels() + first;
            if (lattice) copy(from, to, out.input());
            else if (warp.rank() == 2) bilinear(from, to, out.input());
            else trilinear(from, to, out.input());
        }
        for (int x = 0; x < nearest.length; x++) {
            out.target()[first + x] = region.pixels().target()[nearest[x]];
            out.weight()[first + x] = region.pixels().weight()[nearest[x]];
        }
        if (out.objects() == null) return;
        for (int x = 0; x < nearest.length; x++) {
            out.objects()[first + x] = region.pixels().objects()[nearest[x]];
        }
    }

    private void locate(int y, int z) {
        int rank = warp.rank();
        if (warp.displacement() != null) warp.displacement().row(y, z, moved);
        for (int d = 0; d < rank; d++) {
            double[] m = Arrays.copyOfRange(warp.matrix(), d * rank, (d + 1) * rank);
            double start = shift[d] + m[1] * y + (rank == 3 ? m[2] * z : 0);
            for (int x = 0; x < at[d].length; x++) at[d][x] = start + m[0] * x;
            for (int e = 0; e < rank && warp.displacement() != null; e++) {
                for (int x = 0; x < at[d].length; x++) at[d][x] += m[e] * moved[e][x];
            }
        }
    }

    /** The two pixels on both sides along an axis, as steps into the region's arrays, and how near the second one is. */
    private void findNeighbors(int d) {
        long size = region.imageSize()[d];
        int step = 1;
        for (int i = 0; i < d; i++) step *= region.pixels().size()[i];
        int min = (int) region.min()[d];
        double[] place = at[d];
        for (int x = 0; x < place.length; x++) {
            int below = floor(place[x]);
            fraction[d][x] = (float) (place[x] - below);
            boolean inside = below >= 0 && below < size - 1;
            low[d][x] = (inside ? below - min : (int) (ImageRegion.mirror(below, size) - min)) * step;
            high[d][x] = inside ? low[d][x] + step : (int) (ImageRegion.mirror(below + 1L, size) - min) * step;
        }
    }

    /** As Math.floor, which is slow where the processor's own rounding is not used for it. */
    private static int floor(double v) {
        int truncated = (int) v;
        return v < truncated ? truncated - 1 : truncated;
    }

    private void bilinear(int from, int to, float[] output) {
        float[] input = region.pixels().input();
        for (int x = 0; x < low[0].length; x++) output[to + x] = inPlane(input, from, x);
    }

    private void trilinear(int from, int to, float[] output) {
        float[] input = region.pixels().input();
        for (int x = 0; x < low[0].length; x++) {
            float below = inPlane(input, from + low[2][x], x);
            output[to + x] = below + fraction[2][x] * (inPlane(input, from + high[2][x], x) - below);
        }
    }

    private float inPlane(float[] input, int from, int x) {
        int left = low[0][x];
        int right = high[0][x];
        int upper = from + low[1][x];
        int lower = from + high[1][x];
        float fx = fraction[0][x];
        float top = input[upper + left] + fx * (input[upper + right] - input[upper + left]);
        float bottom = input[lower + left] + fx * (input[lower + right] - input[lower + left]);
        return top + fraction[1][x] * (bottom - top);
    }

    private void copy(int from, int to, float[] output) {
        float[] input = region.pixels().input();
        for (int x = 0; x < nearest.length; x++) output[to + x] = input[from + nearest[x]];
    }

    private void findNearest() {
        Arrays.fill(nearest, 0);
        for (int d = 0; d < warp.rank(); d++) {
            for (int x = 0; x < nearest.length; x++) nearest[x] += fraction[d][x] < 0.5f ? low[d][x] : high[d][x];
        }
    }
}
