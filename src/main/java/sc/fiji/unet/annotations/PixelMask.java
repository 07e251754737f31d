package sc.fiji.unet.annotations;

import java.util.List;
import sc.fiji.unet.base.InputException;

/**
 * The pixels of one object, as a box within its image. All lengths are in pixels.
 *
 * @param x of the left column of the box in the image, from 0
 * @param y of the upper row of the box in the image, from 0
 * @param width of the box
 * @param height of the box
 * @param pixels row by row, not 0 inside
 */
public record PixelMask(int x, int y, int width, int height, int[] pixels) {
    private static final long LARGEST = 1L << 30;

    /** Whether a pixel, counted from the corner of the box, is of the object; those beyond the box are not. */
    boolean contains(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] != 0;
    }

    /** From COCO's runs: of 0 and 1 in turn, beginning with 0, column by column. */
    static PixelMask ofRuns(int width, int height, List<Long> runs) {
        if (width < 1 || height < 1 || (long) width * height > LARGEST) {
            throw new InputException(
                    "a run-length mask is " + width + " x " + height + " pixels, expected 1 to " + LARGEST);
        }
        int[] pixels = new int[width * height];
        long at = 0;
        int value = 0;
        for (long run : runs) {
            if (run < 0 || at + run > pixels.length) {
                throw new InputException(
                        "the runs of a mask of " + width + " x " + height + " pixels do not fit into it");
            }
            for (long i = at; value == 1 && i < at + run; i++) {
                pixels[(int) (i % height) * width + (int) (i / height)] = 1;
            }
            at += run;
            value = 1 - value;
        }
        return new PixelMask(0, 0, width, height, pixels);
    }
}
