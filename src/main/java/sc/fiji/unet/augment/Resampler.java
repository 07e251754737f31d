package sc.fiji.unet.augment;

/**
 * Reads a patch from an image through a {@link Warp} in one pass: input by linear interpolation, target and weight from
 * the nearest pixel. One instance a patch; not thread safe.
 */
public final class Resampler {
    private final ImageRegion region;
    private final Warp warp;
    private final double[] shift;
    private final double[][] at;
    private final int[][] low;
    private final int[][] high;
    private final float[][] fraction;

    private Resampler(ImageRegion region, Warp warp, long[] origin) {
        this.region = region;
        this.warp = warp;
        int width = warp.size()[0];
        shift = shift(warp, origin);
        at = new double[warp.rank()][width];
        low = new int[3][width];
        high = new int[3][width];
        fraction = new float[3][width];
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
        for (int d = 0; d < warp.rank(); d++) findNeighbours(d);
        int first = (z * warp.size()[1] + y) * warp.size()[0];
        for (int c = 0; c < out.channels(); c++) {
            int from = c * region.pixels().pixels();
            if (warp.rank() == 2) bilinear(from, c * out.pixels() + first, out.input());
            else trilinear(from, c * out.pixels() + first, out.input());
        }
        nearest(first, out);
    }

    private void locate(int y, int z) {
        int rank = warp.rank();
        double[] m = warp.matrix();
        for (double[] row : at) java.util.Arrays.fill(row, 0);
        if (warp.displacement() != null) warp.displacement().row(y, z, at);
        for (int x = 0; x < at[0].length; x++) {
            double px = x + at[0][x];
            double py = y + at[1][x];
            double pz = rank == 3 ? z + at[2][x] : 0;
            for (int d = 0; d < rank; d++) {
                double alongZ = rank == 3 ? m[d * rank + 2] * pz : 0;
                at[d][x] = shift[d] + m[d * rank] * px + m[d * rank + 1] * py + alongZ;
            }
        }
    }

    /** The two pixels on both sides along an axis, as steps into the region's arrays, and how near the second one is. */
    private void findNeighbours(int d) {
        long size = region.imageSize()[d];
        int step = 1;
        for (int i = 0; i < d; i++) step *= region.pixels().size()[i];
        for (int x = 0; x < at[d].length; x++) {
            long below = (long) Math.floor(at[d][x]);
            fraction[d][x] = (float) (at[d][x] - below);
            low[d][x] = (int) (ImageRegion.mirror(below, size) - region.min()[d]) * step;
            high[d][x] = (int) (ImageRegion.mirror(below + 1, size) - region.min()[d]) * step;
        }
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

    private void nearest(int to, Patch out) {
        Patch in = region.pixels();
        for (int x = 0; x < low[0].length; x++) {
            int index = 0;
            for (int d = 0; d < warp.rank(); d++) index += fraction[d][x] < 0.5f ? low[d][x] : high[d][x];
            out.target()[to + x] = in.target()[index];
            out.weight()[to + x] = in.weight()[index];
        }
    }
}
