package sc.fiji.unet.auxiliary;

import java.util.Arrays;

/** The pixels of an image whose centers a star-convex shape holds. One instance serves many shapes; for one thread. */
abstract class RayShape {
    private final int rays;
    private int[] pixels = new int[256];
    private int count;

    RayShape(int rays) {
        this.rays = rays;
    }

    /**
     * Fills the shape around a pixel.
     *
     * @param said planes of lengths, one for each ray
     * @param first where the first of them begins
     * @param share of the lengths
     */
    abstract void fill(int center, float[] said, int first, double share);

    /** How many rays it has. */
    final int rays() {
        return rays;
    }

    /** The indices of its pixels are the first so many of {@link #pixels}. */
    final int count() {
        return count;
    }

    final int[] pixels() {
        return pixels;
    }

    /** Begins another shape. */
    final void clear() {
        count = 0;
    }

    final void add(int pixel) {
        if (count == pixels.length) pixels = Arrays.copyOf(pixels, 2 * count);
        pixels[count++] = pixel;
    }
}
