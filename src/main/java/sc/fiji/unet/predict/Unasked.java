package sc.fiji.unet.predict;

/**
 * Rows of a patch whose output nobody will read, as they are halo.
 *
 * @param above first rows along y
 * @param below last rows along y
 */
public record Unasked(int above, int below) {
    /** All output is read. */
    public static final Unasked NONE = new Unasked(0, 0);

    /** As many of them as are a multiple of a network's stride. */
    public Unasked inMultiplesOf(int stride) {
        return new Unasked(above - above % stride, below - below % stride);
    }
}
