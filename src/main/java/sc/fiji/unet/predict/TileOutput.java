package sc.fiji.unet.predict;

import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.tile.Tile;

/**
 * What the network said about one tile. The array belongs to the Segmenter and holds only until the sink returns.
 * Beyond the core it holds the whole input's probabilities, so that a sink may blend overlapping tiles by weights where a
 * network depends on more than its halo (instance or group normalization).
 *
 * @param tile whose core is to be kept
 * @param classes output channels K
 * @param probabilities row-major (K, (z), y, x) of the tile's whole input, from offset on
 * @param offset where in the array the tile begins
 */
public record TileOutput(Tile tile, int classes, float[] probabilities, int offset) {
    /** Takes the rows of a core, one after the other. */
    @FunctionalInterface
    public interface RowVisitor {
        /**
         * Takes one row along x.
         *
         * @param position of its first pixel in the image; belongs to the caller
         * @param at index of its first pixel's class 0 in the probabilities; the row's other pixels follow
         */
        void row(long[] position, int at);
    }

    /** That of a plane as that of a volume, where it is the slice of this number. */
    public TileOutput inSlice(int z) {
        return new TileOutput(tile.inSlice(z), classes, probabilities, offset);
    }

    /** Pixels in a row of the core. */
    public int width() {
        return tile.coreSize()[0];
    }

    /** From one class of a pixel to the next in the probabilities. */
    public int classStride() {
        return Sizes.count(tile.inputSize());
    }

    /** Goes through the rows of the core. */
    public void forEachRow(RowVisitor visitor) {
        boolean volume = tile.coreSize().length == 3;
        long[] position = tile.coreMin().clone();
        int depth = volume ? tile.coreSize()[2] : 1;
        for (int z = 0; z < depth; z++) {
            if (volume) position[2] = tile.coreMin()[2] + z;
            for (int y = 0; y < tile.coreSize()[1]; y++) {
                position[1] = tile.coreMin()[1] + y;
                visitor.row(position, index(position));
            }
        }
    }

    private int index(long[] position) {
        long index = 0;
        for (int d = position.length - 1; d >= 0; d--) {
            index = index * tile.inputSize()[d] + position[d] - tile.inputMin()[d];
        }
        return offset + (int) index;
    }
}
