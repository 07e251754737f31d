package sc.fiji.unet.auxiliary;

import java.util.List;
import sc.fiji.unet.config.Options;

/**
 * How a network of StarDist says its shapes, which its model's card keeps in the order of the bioimage.io specification: the
 * last axis first.
 *
 * @param rays how many
 * @param grid pixels along x, y, (z) for each that it says something of
 * @param border how many of these are not looked at where x begins and ends, then y, (z)
 * @param anisotropy size of a pixel along x, y, z, in volumes
 * @param parted whether what two shapes have in common is of neither
 */
record StarDistNumbers(int rays, int[] grid, int[] border, double[] anisotropy, boolean parted) {
    static final int MOST_RAYS = 1024;
    private static final int LARGEST_GRID = 64;
    private static final int WIDEST_BORDER = 1000;
    private static final double LARGEST_PIXEL = 1e6;

    static int rays(Options options) {
        return options.integer("rays", 3, MOST_RAYS);
    }

    /** Whether they are of volumes. */
    static boolean isVolume(Options options) {
        return !options.text("anisotropy").equals("none");
    }

    static StarDistNumbers of(Options options) {
        int rank = isVolume(options) ? 3 : 2;
        int[] grid = options.integers("grid", rank, 1, LARGEST_GRID);
        int[] border = options.integers("border", 2 * rank, 0, WIDEST_BORDER);
        double[] anisotropy =
                rank == 2 ? new double[0] : options.reals("anisotropy", rank, 1 / LARGEST_PIXEL, LARGEST_PIXEL);
        int[] ends = border.clone();
        for (int i = 0; i < ends.length; i++) ends[i] = border[2 * (rank - 1 - i / 2) + i % 2];
        boolean parted = options.oneOf("overlaps", List.of("first", "none")).equals("none");
        return new StarDistNumbers(rays(options), reversed(grid), ends, reversed(anisotropy), parted);
    }

    private static int[] reversed(int... values) {
        int[] result = new int[values.length];
        for (int i = 0; i < result.length; i++) result[i] = values[values.length - 1 - i];
        return result;
    }

    private static double[] reversed(double... values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) result[i] = values[values.length - 1 - i];
        return result;
    }

    /** Whether a shape may be taken from a pixel of an image of this size. */
    boolean isCandidate(int pixel, int... size) {
        int rest = pixel;
        for (int d = 0; d < grid.length; d++) {
            int at = rest % size[d];
            rest /= size[d];
            int all = (size[d] + grid[d] - 1) / grid[d];
            int place = at / grid[d];
            if (at % grid[d] != 0 || place < border[2 * d] || place >= all - border[2 * d + 1]) return false;
        }
        return true;
    }
}
