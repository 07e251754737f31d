package sc.fiji.unet.zarr;

import java.io.IOException;
import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.image.CellCache;

/** Arrays as ImgLib2's images, whose axes are the other way round: the fastest first. Chunks are read when they are asked for. */
final class ZarrCells {
    private ZarrCells() {}

    /**
     * The whole array.
     *
     * @param name of the image, for messages
     * @param more axes of one pixel after its own: blocks are read fast only of axes that an image has itself
     */
    static RandomAccessibleInterval<?> image(ZarrArray array, String name, int more) {
        return switch (array.info.format().type()) {
            case BOOL, UINT8 -> image(array, name, more, new UnsignedByteType());
            case INT8 -> image(array, name, more, new ByteType());
            case INT16 -> image(array, name, more, new ShortType());
            case UINT16 -> image(array, name, more, new UnsignedShortType());
            case INT32 -> image(array, name, more, new IntType());
            case UINT32 -> image(array, name, more, new UnsignedIntType());
            case INT64 -> image(array, name, more, new LongType());
            case UINT64 -> image(array, name, more, new UnsignedLongType());
            case FLOAT16, FLOAT32 -> image(array, name, more, new FloatType());
            case FLOAT64 -> image(array, name, more, new DoubleType());
        };
    }

    private static <T extends NativeType<T>> RandomAccessibleInterval<T> image(
            ZarrArray array, String name, int more, T type) {
        return ZarrCells.<T, ByteArray>cells(
                array, name, more, type); // of the array only the bound of its type matters
    }

    private static <T extends NativeType<T>, A extends DataAccess> LazyCellImg<T, A> cells(
            ZarrArray array, String name, int more, T type) {
        long[] size = reversed(array.info.shape(), more);
        CellGrid grid = new CellGrid(size, cell(array, more));
        return new LazyCellImg<T, A>(grid, type, index -> {
            long[] min = new long[size.length];
            int[] extent = new int[size.length];
            grid.getCellDimensions(index, min, extent);
            long bytes =
                    Intervals.numElements(extent) * array.info.format().type().memory();
            return CellCache.shared().get(array, index, bytes, () -> cell(array, name, min, extent));
        });
    }

    private static int[] cell(ZarrArray array, int more) {
        long[] cell = Arrays.stream(array.info.cell()).asLongStream().toArray();
        return Arrays.stream(reversed(cell, more))
                .mapToInt(extent -> (int) extent)
                .toArray();
    }

    /** The other way round, and then so many ones. */
    private static long[] reversed(long[] values, int more) {
        long[] reversed = new long[values.length + more];
        Arrays.fill(reversed, 1);
        for (int d = 0; d < values.length; d++) reversed[d] = values[values.length - 1 - d];
        return reversed;
    }

    @SuppressWarnings("unchecked")
    private static <A extends DataAccess> Cell<A> cell(ZarrArray array, String name, long[] min, int[] extent) {
        int[] shape = array.info.cell();
        long[] place = new long[shape.length];
        for (int d = 0; d < shape.length; d++) place[d] = min[shape.length - 1 - d] / shape[d];
        try {
            Object values = cropped(
                    array.read(place),
                    cell(array, extent.length - shape.length),
                    extent,
                    array.info.format().type());
            return new Cell<>(extent, min, (A) access(values));
        } catch (IOException e) {
            throw new InputException(
                    "Cannot read " + name + ": " + e.getMessage()
                            + ". Expected a whole OME-Zarr: copy or write it anew.",
                    e);
        }
    }

    private static Object access(Object values) {
        if (values instanceof byte[] all) return new ByteArray(all);
        if (values instanceof short[] all) return new ShortArray(all);
        if (values instanceof int[] all) return new IntArray(all);
        if (values instanceof long[] all) return new LongArray(all);
        if (values instanceof float[] all) return new FloatArray(all);
        return new DoubleArray((double[]) values);
    }

    /** Chunks at the edge of an array reach beyond it, cells do not. Axes are the fastest first. */
    private static Object cropped(Object values, int[] size, int[] extent, ZarrType type) {
        if (Arrays.equals(size, extent)) return values;
        Object out = type.array((int) Intervals.numElements(extent));
        int rows = (int) (Intervals.numElements(extent) / extent[0]);
        int[] position = new int[size.length];
        for (int row = 0; row < rows; row++) {
            long from = 0;
            for (int d = size.length - 1; d > 0; d--) from = (from + position[d]) * size[d - 1];
            System.arraycopy(values, (int) from, out, row * extent[0], extent[0]);
            for (int d = 1; d < size.length && ++position[d] == extent[d]; d++) position[d] = 0;
        }
        return out;
    }
}
