package sc.fiji.unet.zarr;

import java.util.ArrayList;
import java.util.List;

/**
 * An image that is to be written. Its axes are x, y, z, c, t; those of one pixel may be left out of the store. Coarser
 * levels have every second pixel along x and y, and along z once its pixels are no longer than those along x.
 *
 * @param name for people
 * @param size along x, y, z, c, t
 * @param axes those that are stored, slowest first, in the order t, c, z, y, x
 * @param type of the numbers
 * @param chunk along x, y, z, c, t
 * @param pixels how large they are
 * @param version of Zarr: 2 for OME-Zarr 0.4, 3 for 0.5
 * @param levels whether there are coarser ones
 */
public record NewImage(
        String name,
        long[] size,
        List<String> axes,
        ZarrType type,
        int[] chunk,
        Pixels pixels,
        int version,
        boolean levels) {
    /** Slices that are no farther apart than so many pixels along x are halved with these. */
    private static final double SAME = 1.5;

    private static final String ORDER = "xyzct";

    /**
     * The size of pixels.
     *
     * @param size along x, y, z
     * @param unit of it, "pixel" where unknown
     */
    public record Pixels(double[] size, String unit) {}

    /** How many pixels of the finest level one of a level stands for, along x, y, z, c, t; one entry a level. */
    List<long[]> factors() {
        List<long[]> factors = new ArrayList<>();
        long[] factor = {1, 1, 1, 1, 1};
        factors.add(factor);
        while (levels && (size[0] > factor[0] * chunk[0] || size[1] > factor[1] * chunk[1])) {
            long[] next = factor.clone();
            next[0] *= 2;
            next[1] *= 2;
            if (size[2] > factor[2] && pixels.size[2] * factor[2] <= SAME * pixels.size[0] * factor[0]) next[2] *= 2;
            factor = next;
            factors.add(factor);
        }
        return factors;
    }

    /** The size of a level along x, y, z, c, t. */
    long[] size(long[] factor) {
        long[] at = new long[size.length];
        for (int d = 0; d < at.length; d++) at[d] = (size[d] + factor[d] - 1) / factor[d];
        return at;
    }

    /** Of values along x, y, z, c, t those of the axes that are stored, slowest first. */
    long[] stored(long[] values) {
        return axes.stream().mapToLong(axis -> values[ORDER.indexOf(axis)]).toArray();
    }

    /** Size of a pixel of a level along the axes that are stored; 1 along channels and time. */
    double[] scale(long[] factor) {
        return axes.stream()
                .mapToInt(ORDER::indexOf)
                .mapToDouble(d -> d < pixels.size.length ? pixels.size[d] * factor[d] : 1)
                .toArray();
    }
}
