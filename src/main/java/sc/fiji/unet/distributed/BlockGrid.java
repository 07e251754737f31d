package sc.fiji.unet.distributed;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Sizes;

/**
 * How a large image is cut into blocks, x fastest, then y, z and t. Slices that are images of their own are blocks of one.
 *
 * @param size of the image along x, y, z, t
 * @param block size of a block along x, y, z, which is 1 along z without volumes; the last ones along an axis may be smaller
 * @param volumes whether slices belong together
 */
public record BlockGrid(long[] size, int[] block, boolean volumes) {
    private static final int[] PLANES = {4096, 4096, 1};
    private static final int[] CUBES = {512, 512, 64};

    /** A block of several slices holds none of which each is an image of its own. */
    public BlockGrid {
        if (!volumes) block = new int[] {block[0], block[1], 1};
    }

    /** Blocks of the usual size. */
    static BlockGrid of(long[] size, boolean volumes) {
        return new BlockGrid(size, (volumes ? CUBES : PLANES).clone(), volumes);
    }

    private long[] counts() {
        long[] counts = new long[size.length];
        for (int d = 0; d < counts.length; d++) counts[d] = (size[d] + extent(d) - 1) / extent(d);
        return counts;
    }

    private int extent(int d) {
        return d < block.length ? block[d] : 1;
    }

    /** How many blocks there are. */
    public int count() {
        return Math.toIntExact(Sizes.product(counts()));
    }

    /** How many images of their own. */
    public int images() {
        return Math.toIntExact(volumes ? size[3] : Math.multiplyExact(size[2], size[3]));
    }

    private long[] place(int index) {
        long[] counts = counts();
        long[] place = new long[counts.length];
        long rest = index;
        for (int d = 0; d < place.length; d++) {
            place[d] = rest % counts[d];
            rest /= counts[d];
        }
        return place;
    }

    /** The image that a block lies in, z faster than t. */
    public int image(int index) {
        long[] place = place(index);
        return (int) (volumes ? place[3] : place[2] + size[2] * place[3]);
    }

    /** The pixels of a block in its image, along x, y, (z). */
    public Interval part(int index) {
        int rank = rank();
        long[] min = new long[rank];
        long[] max = new long[rank];
        long[] place = place(index);
        for (int d = 0; d < rank; d++) {
            min[d] = place[d] * block[d];
            max[d] = Math.min(size[d], min[d] + block[d]) - 1;
        }
        return new FinalInterval(min, max);
    }

    /** The pixels of a block along x, y, z, c, t of all; of channels there is one. */
    public Interval interval(int index) {
        long[] place = place(index);
        long[] min = new long[5];
        long[] max = new long[5];
        for (int d = 0; d < size.length; d++) {
            int to = d == 3 ? 4 : d;
            min[to] = place[d] * extent(d);
            max[to] = Math.min(size[d], min[to] + extent(d)) - 1;
        }
        return new FinalInterval(min, max);
    }

    /** An interval along x, y, z, c, t wider by some pixels on every side, within its image. */
    Interval around(Interval five, int border) {
        long[] min = five.minAsLongArray();
        long[] max = five.maxAsLongArray();
        for (int d = 0; d < rank(); d++) {
            min[d] = Math.max(0, min[d] - border);
            max[d] = Math.min(size[d] - 1, max[d] + border);
        }
        return new FinalInterval(min, max);
    }

    /** How many axes an image of its own has. */
    int rank() {
        return volumes ? 3 : 2;
    }

    /** How many pixels an image of its own has. */
    long pixelsOfImage() {
        return size[0] * size[1] * (volumes ? size[2] : 1);
    }

    /** The place in its image of a pixel at x, y, z, counted with x fastest. */
    long placeInImage(long x, long y, long z) {
        return ((volumes ? z : 0) * size[1] + y) * size[0] + x;
    }

    /** The block that holds a pixel at x, y, z, c, t. */
    int blockAt(long... pixel) {
        long[] counts = counts();
        long at = 0;
        for (int d = counts.length - 1; d >= 0; d--) at = at * counts[d] + pixel[d == 3 ? 4 : d] / extent(d);
        return (int) at;
    }

    /** The block at some blocks' distance along x, y, z in the same image; -1 where there is none. */
    int neighbor(int index, int[] offset) {
        long[] counts = counts();
        long[] place = place(index);
        long at = 0;
        for (int d = counts.length - 1; d >= 0; d--) {
            long p = place[d] + (d < offset.length ? offset[d] : 0);
            if (p < 0 || p >= counts[d]) return -1;
            at = at * counts[d] + p;
        }
        return (int) at;
    }

    /** An image of a block at its place along x, y, z, c, t. */
    static <T> RandomAccessibleInterval<T> placed(RandomAccessibleInterval<T> block, Interval at) {
        RandomAccessibleInterval<T> five = Views.zeroMin(block);
        while (five.numDimensions() < at.numDimensions()) five = Views.addDimension(five, 0, 0);
        return Views.translate(five, at.minAsLongArray());
    }
}
