package sc.fiji.unet.label;

import sc.fiji.unet.base.InputException;

/**
 * A drawn part of one plane and what it stands for.
 *
 * @param x left edge in pixels; may lie outside the plane
 * @param y upper edge in pixels
 * @param width of the bounding box, at least 1
 * @param height of the bounding box, at least 1
 * @param mask rows of the bounding box, not 0 inside the region; null where the whole box is inside
 */
public record Region(int x, int y, int width, int height, byte[] mask) {
    /** Refuses an empty box and a mask of another size. */
    public Region {
        if (width < 1 || height < 1 || (mask != null && mask.length != width * height)) {
            throw new InputException("A region of " + width + " x " + height + " pixels with a mask of "
                    + (mask == null ? "none" : mask.length) + " pixels: expected at least 1 x 1 and one size.");
        }
    }

    /** Whether a pixel of the bounding box, counted from its upper left corner, is inside. */
    public boolean contains(int column, int row) {
        return mask == null || mask[row * width + column] != 0;
    }
}
