package sc.fiji.unet.steps;

import sc.fiji.unet.base.InputException;

/**
 * Parts of an image that are prepared each in its own way: its slices, rows, columns, or where these cross.
 *
 * @param extent along x, y, (z): 1 where pixels are not told apart, else the length of the axis
 */
record Places(int... extent) {
    /**
     * Of an image of a size.
     *
     * @param letters of the axes along which pixels are told apart; others are those of no image
     */
    static Places of(long[] size, String letters) {
        int[] extent = new int[size.length];
        double all = 1;
        for (int d = 0; d < size.length; d++) {
            extent[d] = letters.indexOf("xyz".charAt(d)) < 0 ? 1 : Math.toIntExact(size[d]);
            all *= extent[d];
        }
        if (all <= Integer.MAX_VALUE / 64) return new Places(extent);
        throw new InputException("The model prepares an image along " + letters + " in " + (long) all
                + " parts by themselves, expected at most " + Integer.MAX_VALUE / 64 + ". Cut the image into parts.");
    }

    int count() {
        int count = 1;
        for (int length : extent) count *= length;
        return count;
    }

    /** The place of a pixel at x, y, (z). */
    int of(int... pixel) {
        int place = 0;
        for (int d = extent.length - 1; d >= 0; d--) place = place * extent[d] + (extent[d] == 1 ? 0 : pixel[d]);
        return place;
    }

    /** A pixel of a place: 0 along axes on which pixels are not told apart. */
    int[] pixel(int place) {
        int[] pixel = new int[extent.length];
        int rest = place;
        for (int d = 0; d < pixel.length; d++) {
            pixel[d] = rest % extent[d];
            rest /= extent[d];
        }
        return pixel;
    }
}
