package sc.fiji.unet.auxiliary;

/** The pixels of an image whose centers a star-convex shape holds. One instance serves many shapes; for one thread. */
interface RayShape {
    /**
     * Fills the shape around a pixel.
     *
     * @param said planes of lengths, one for each ray
     * @param first where the first of them begins
     * @param share of the lengths
     */
    void fill(int center, float[] said, int first, double share);

    /** How many rays it has. */
    int rays();

    /** The indices of its pixels are the first so many of {@link #pixels}. */
    int count();

    int[] pixels();
}
