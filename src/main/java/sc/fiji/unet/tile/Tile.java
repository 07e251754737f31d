package sc.fiji.unet.tile;

/**
 * One piece of work: the network reads the input interval and its output inside the core is kept. Spatial axes x, y, (z),
 * in pixels of the image; the input may reach over the image's edge, where it is mirrored.
 *
 * @param coreMin first pixel kept
 * @param coreSize pixels kept along each axis; cores partition the target
 * @param inputMin first pixel read, on a multiple of the stride in global coordinates
 * @param inputSize pixels read along each axis, a multiple of the stride, the same for every tile of a grid
 */
public record Tile(long[] coreMin, int[] coreSize, long[] inputMin, int[] inputSize) {
    /** A tile of a plane as one of a volume, where it is the slice of this number. */
    public Tile inSlice(int z) {
        return new Tile(with(coreMin, z), with(coreSize, 1), with(inputMin, z), with(inputSize, 1));
    }

    private static long[] with(long[] plane, long z) {
        return new long[] {plane[0], plane[1], z};
    }

    private static int[] with(int[] plane, int z) {
        return new int[] {plane[0], plane[1], z};
    }
}
