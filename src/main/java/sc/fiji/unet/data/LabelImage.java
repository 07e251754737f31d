package sc.fiji.unet.data;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A mask as it lies in its file, before anybody said what its values mean.
 *
 * @param name where it comes from, for messages
 * @param values axes [x, y, (z)], zero-min: the stored number; palette images hold indices, colour images 0xRRGGBB
 * @param kind what the numbers are
 * @param palette 0xRRGGBB of each index where kind is PALETTE, else empty
 */
public record LabelImage(String name, RandomAccessibleInterval<IntType> values, Kind kind, int[] palette) {
    /** What the numbers of a label image are. */
    public enum Kind {
        /** Whole numbers of at most 8 bits. */
        GREY8,
        /** Whole numbers of more than 8 bits. */
        GREY,
        /** Indices into a colour table. */
        PALETTE,
        /** Colours, 0xRRGGBB. */
        RGB
    }

    /** Labels of a file that has no color table. */
    public LabelImage(String name, RandomAccessibleInterval<IntType> values, Kind kind) {
        this(name, values, kind, new int[0]);
    }
}
