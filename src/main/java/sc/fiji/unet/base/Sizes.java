package sc.fiji.unet.base;

import java.util.Arrays;

/** Arithmetic with the extents of an image or tensor; the product is 1 for no axes at all. */
public final class Sizes {
    private Sizes() {}

    /** Number of elements; fails where an int cannot hold it. */
    public static int count(int... size) {
        return Math.toIntExact(product(size));
    }

    /** Number of elements; fails where a long cannot hold it. */
    public static long product(int... size) {
        return Arrays.stream(size).asLongStream().reduce(1, Math::multiplyExact);
    }

    /** Number of elements; fails where a long cannot hold it. */
    public static long product(long... size) {
        return Arrays.stream(size).reduce(1, Math::multiplyExact);
    }

    /** The least multiple that is not smaller than a size of 0 or more. */
    public static long roundUp(long size, int multiple) {
        return (size + multiple - 1) / multiple * multiple;
    }
}
