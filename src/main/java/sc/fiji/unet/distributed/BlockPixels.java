package sc.fiji.unet.distributed;

import java.util.Arrays;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/**
 * The classes of an image and what the network said of it, written block by block, and read once all are there. Intervals are
 * along x, y, z, c, t, with one channel. For one thread.
 */
final class BlockPixels {
    private final BlockGrid grid;
    private final BlockFolder folder;
    private final int outputs;
    private final OmeZarrWriter classes;
    private final OmeZarrWriter said;
    private OmeZarr classesRead;
    private OmeZarr saidRead;

    /**
     * Goes on with what is there.
     *
     * @param outputs how many numbers a pixel the network says that are kept; 0 for none
     */
    BlockPixels(BlockImage image, BlockFolder folder, int outputs) {
        this.folder = folder;
        this.outputs = outputs;
        grid = image.grid();
        String name = image.images().get(0).name();
        classes = new OmeZarrWriter(folder.classes(), image.written(name, ZarrType.UINT8, grid.block(), false), null);
        said = outputs == 0 ? null : new OmeZarrWriter(folder.said(), image.said(outputs), null);
    }

    /** How many numbers a pixel are kept beside its class. */
    int outputs() {
        return outputs;
    }

    boolean has(int block) {
        return classes.has(0, grid.interval(block));
    }

    /** Writes a block; its classes last. */
    void write(int block, Segmentation found) {
        Interval at = grid.interval(block);
        if (outputs > 0) said.write(0, placed(found.probabilities(), at));
        classes.write(0, BlockGrid.placed(found.classes(), at));
    }

    /** Axes x, y, (z), c to x, y, z, c, t. */
    private static RandomAccessibleInterval<FloatType> placed(
            RandomAccessibleInterval<FloatType> chances, Interval at) {
        boolean plane = chances.numDimensions() == 3;
        RandomAccessibleInterval<FloatType> volume =
                plane ? Views.permute(Views.addDimension(chances, 0, 0), 2, 3) : chances;
        return BlockGrid.placed(volume, at);
    }

    /** Class of each pixel, x fastest. */
    int[] classes(Interval at) {
        if (classesRead == null) classesRead = OmeZarr.open(folder.classes()); // all of them are written by now
        @SuppressWarnings("unchecked") // as it was written
        RandomAccessibleInterval<UnsignedByteType> all =
                (RandomAccessibleInterval<UnsignedByteType>) classesRead.pixels(0);
        byte[] read = new byte[Math.toIntExact(Intervals.numElements(at))];
        PrimitiveBlocks.of(all).copy(at, read);
        int[] values = new int[read.length];
        for (int i = 0; i < values.length; i++) values[i] = read[i] & 0xFF;
        return values;
    }

    /** What the network said of each pixel, (output, pixel); null where that is not kept. */
    float[] said(Interval at) {
        if (outputs == 0) return null;
        if (saidRead == null) saidRead = OmeZarr.open(folder.said());
        @SuppressWarnings("unchecked") // as it was written
        RandomAccessibleInterval<FloatType> all = (RandomAccessibleInterval<FloatType>) saidRead.pixels(0);
        long[] max = at.maxAsLongArray();
        max[3] = outputs - 1L;
        Interval channels = new FinalInterval(at.minAsLongArray(), max);
        float[] read = new float[Math.toIntExact(Intervals.numElements(channels))];
        PrimitiveBlocks.of(all).copy(channels, read);
        return read;
    }

    /** The size of an interval along x, y, z. */
    static int[] size(Interval at) {
        return Arrays.copyOf(Intervals.dimensionsAsIntArray(at), 3);
    }
}
