package sc.fiji.unet.predict;

/**
 * The seam to whatever computes the network: primitive arrays in and out. As many calls at a time as it has lanes, which is
 * one unless it says otherwise.
 */
public interface PatchPredictor extends AutoCloseable {
    /** How many channels an input patch has. */
    int channels();

    /** How many probabilities each pixel gets: one a class, or 1 for the foreground of a binary network. */
    int classes();

    /**
     * Computes class probabilities of n patches.
     *
     * @param input row-major (n, channels, (z), y, x), normalized; at least that long
     * @param n patches
     * @param size x, y, (z) of each patch, multiples of the stride
     * @param request which rows of the patches are asked for; what the output has in the others may be anything
     * @param output row-major (n, classes, (z), y, x), filled with probabilities in [0, 1]
     */
    void predict(float[] input, int n, int[] size, Request request, float[] output);

    /** As above, for all rows. */
    default void predict(float[] input, int n, int[] size, float[] output) {
        predict(input, n, size, Request.ALL, output);
    }

    /** Calls that may be under way at the same time, from several threads. */
    default int lanes() {
        return 1;
    }

    /** Native memory that computing large patches takes for each of their pixels, at most, in one call, copies included. */
    double bytesPerPixel();

    /** Frees the native memory of the network; afterwards it cannot predict. */
    @Override
    void close();
}
