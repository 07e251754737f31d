package sc.fiji.unet.tile;

import net.imglib2.Interval;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Sizes;

/**
 * Cuts a target interval into tiles whose cores partition it and whose inputs are all of one size, a multiple of the
 * stride, on multiples of the stride in global coordinates. Where the network of that {@link Geometry} is applied to the
 * inputs and only the cores are kept, the result does not depend on the tile size. Immutable, 2-D or 3-D.
 */
public final class TileGrid {
    private final TileAxis[] axes;
    private final int[] inputSize;
    private final long[] counts;

    /**
     * Cuts the target.
     *
     * @param geometry of the network
     * @param imageSize x, y, (z)
     * @param target what is asked for, inside the image
     * @param tileSize size of the inputs along x, y, (z), multiples of the stride, more than two halos (each rounded up
     *     to the stride) unless the whole fits; along an axis that needs less, less is taken
     */
    public TileGrid(Geometry geometry, long[] imageSize, Interval target, int[] tileSize) {
        axes = axes(geometry, imageSize, target);
        inputSize = new int[axes.length];
        counts = new long[axes.length];
        for (int d = 0; d < axes.length; d++) {
            requireUsable(geometry, d, tileSize[d]);
            inputSize[d] = (int) Math.min(tileSize[d], axes[d].extent());
            counts[d] = axes[d].count(inputSize[d]);
        }
    }

    static TileAxis[] axes(Geometry geometry, long[] imageSize, Interval target) {
        int rank = geometry.rank();
        if (imageSize.length != rank || target.numDimensions() != rank) {
            throw new OptionException("The network works in " + rank + " dimensions, got an image of "
                    + imageSize.length + " and an interval of " + target.numDimensions() + ".");
        }
        TileAxis[] axes = new TileAxis[rank];
        for (int d = 0; d < rank; d++) {
            if (target.min(d) < 0 || target.max(d) >= imageSize[d] || target.dimension(d) < 1) {
                throw new OptionException("The interval " + target.min(d) + " to " + target.max(d) + " along axis "
                        + "xyz".charAt(d) + " is out of range: expected within 0 to " + (imageSize[d] - 1) + ".");
            }
            axes[d] = TileAxis.of(geometry, d, imageSize[d], target.min(d), target.max(d) + 1);
        }
        return axes;
    }

    private void requireUsable(Geometry geometry, int d, int size) {
        int stride = geometry.stride()[d];
        if (size < 1 || size % stride != 0) {
            throw OptionException.outOfRange("tile size", size, "a multiple of " + stride + " for this network");
        }
        if (!axes[d].allows(size)) {
            int least = 2 * axes[d].halo() + stride;
            throw OptionException.outOfRange("tile size", size, "at least " + least + " for this network");
        }
    }

    /** Number of tiles in the grid, over all axes. */
    public long size() {
        return Sizes.product(counts);
    }

    /** Size of every input along x, y, (z). */
    public int[] inputSize() {
        return inputSize.clone();
    }

    /** Tile i of 0..size-1, x fastest. */
    public Tile tile(long i) {
        int rank = axes.length;
        long[] coreMin = new long[rank];
        int[] coreSize = new int[rank];
        long[] inputMin = new long[rank];
        long rest = i;
        for (int d = 0; d < rank; d++) {
            long k = rest % counts[d];
            rest /= counts[d];
            coreMin[d] = axes[d].coreMin(k, inputSize[d]);
            coreSize[d] = (int) (axes[d].coreEnd(k, inputSize[d]) - coreMin[d]);
            inputMin[d] = axes[d].inputMin(k, inputSize[d]);
        }
        return new Tile(coreMin, coreSize, inputMin, inputSize.clone());
    }
}
