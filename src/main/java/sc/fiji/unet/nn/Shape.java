package sc.fiji.unet.nn;

import sc.fiji.unet.base.Sizes;

/**
 * The shape of a node's output for one image.
 *
 * @param channels number of channels
 * @param size x, y, (z)
 */
public record Shape(int channels, int[] size) {
    /** How many pixels each channel has. */
    public long pixels() {
        return Sizes.product(size);
    }

    /** How many values all channels have together. */
    public long values() {
        return channels * pixels();
    }
}
