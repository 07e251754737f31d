package sc.fiji.unet.augment;

/**
 * A box of an image in memory, from which patches are read. What lies outside the image is its mirror image (the edge
 * pixel is not repeated). Pixels are only read, so threads may share it.
 *
 * @param pixels input, target and weight of the box
 * @param min where the box starts in the image: x, y, (z)
 * @param imageSize size of the whole image
 */
public record ImageRegion(Patch pixels, long[] min, long[] imageSize) {
    /** The index that an index outside [0, size) mirrors. */
    static long mirror(long i, long size) {
        if (i >= 0 && i < size) return i;
        if (size == 1) return 0;
        long period = 2 * (size - 1);
        long folded = Math.floorMod(i, period);
        return folded < size ? folded : period - folded;
    }

    /**
     * The smallest box of the image that holds all a patch reads through a warp.
     *
     * @param warp how it is read
     * @param origin where the patch would start in the image, were it not warped: x, y, (z); may lie outside
     * @param imageSize size of the whole image
     * @return two arrays: first and last pixel of the box along each axis
     */
    public static long[][] boxOf(Warp warp, long[] origin, long[] imageSize) {
        long[][] box = new long[2][origin.length];
        for (int d = 0; d < origin.length; d++) {
            double center = origin[d] + (warp.size()[d] - 1) / 2.0;
            // one more on both sides: quarter turns round to whole pixels, and interpolation reads the next pixel too
            long low = (long) Math.floor(center - warp.reach(d)) - 1;
            long high = (long) Math.floor(center + warp.reach(d)) + 2;
            long last = imageSize[d] - 1;
            boolean folds = low < -last || high > 2 * last;
            box[0][d] = folds || low < 0 ? 0 : Math.min(low, high > last ? 2 * last - high : low);
            box[1][d] = folds || high > last ? last : Math.max(high, low < 0 ? -low : high);
        }
        return box;
    }
}
