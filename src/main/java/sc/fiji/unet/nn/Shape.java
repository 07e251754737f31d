package sc.fiji.unet.nn;

/**
 * The shape of a node's output for one image.
 *
 * @param channels number of channels
 * @param size x, y, (z)
 */
public record Shape(int channels, int[] size) {
    /** Pixels of one channel. */
    public long pixels() {
        long pixels = 1;
        for (int s : size) pixels *= s;
        return pixels;
    }

    /** Values in all. */
    public long values() {
        return channels * pixels();
    }
}
