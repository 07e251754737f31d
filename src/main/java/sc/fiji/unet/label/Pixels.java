package sc.fiji.unet.label;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.NativeType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/** Whole images copied to and from row-major arrays, x fastest, for methods that jump about in them. */
final class Pixels {
    private Pixels() {}

    /** Pixels of an image of this size; more than an array can hold are refused. */
    static int count(int[] size) {
        long count = Sizes.product(size);
        if (count > Integer.MAX_VALUE - 8) {
            throw new InputException(
                    "An image of " + Arrays.toString(size) + " pixels is too large to be processed whole: "
                            + "expected at most " + (Integer.MAX_VALUE - 8) + " pixels. Process it in parts.");
        }
        return (int) count;
    }

    static int[] size(RandomAccessibleInterval<?> image) {
        return Arrays.stream(image.dimensionsAsLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Copies an image, x fastest, into a primitive array of its type. */
    static <T extends NativeType<T>, A> A copy(RandomAccessibleInterval<T> image, A array) {
        PrimitiveBlocks.of(image, OnFallback.ACCEPT).copy(image.minAsLongArray(), array, size(image));
        return array;
    }
}
