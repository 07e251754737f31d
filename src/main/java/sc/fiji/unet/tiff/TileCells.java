package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.image.CellCache;

/**
 * The tiles of pages as the cells of an image of ImgLib2, each read when it is asked for.
 *
 * @param path of the file, for messages
 * @param file of which one tile is read at a time
 * @param pages of one size and kind
 * @param order where their planes belong
 */
record TileCells(Path path, TiffFile file, List<TiffPage> pages, Order order) {
    /**
     * The planes of an image.
     *
     * @param places for each plane, channel fastest, then slice, then frame: page * channels of a page + channel of that page
     */
    record Order(int channels, int slices, int frames, int[] places) {}

    /** Axes x, y, z, c, t. */
    RandomAccessibleInterval<? extends RealType<?>> image() {
        Object array = pages.get(0).type().array(1);
        if (array instanceof byte[]) return cells(new UnsignedByteType());
        if (array instanceof short[]) return cells(new UnsignedShortType());
        return cells(new FloatType());
    }

    private <T extends NativeType<T>> RandomAccessibleInterval<T> cells(T type) {
        return this.<T, ByteArray>lazy(type); // of the array only the bound of its type matters
    }

    private <T extends NativeType<T>, A extends DataAccess> LazyCellImg<T, A> lazy(T type) {
        TiffPage page = pages.get(0);
        int samples = page.alpha();
        long[] size = {page.width(), page.height(), order.slices, order.channels, order.frames};
        int[] cell = {page.grid.chunkWidth(), page.grid.chunkHeight(), 1, samples, 1};
        CellGrid grid = new CellGrid(size, cell);
        return new LazyCellImg<T, A>(grid, type, index -> {
            long[] min = new long[size.length];
            int[] extent = new int[size.length];
            grid.getCellDimensions(index, min, extent);
            long bytes = Intervals.numElements(extent) * page.type().storedBits() / Byte.SIZE;
            return CellCache.shared().get(pages, index, bytes, () -> cell(min, extent));
        });
    }

    @SuppressWarnings("unchecked")
    private <A> Cell<A> cell(long[] min, int[] extent) {
        int samples = extent[3];
        int plane = (int) (min[3] + order.channels * (min[2] + order.slices * min[4]));
        TiffPage page = pages.get(order.places[plane] / samples);
        PageDecoder.Window window = new PageDecoder.Window((int) min[0], (int) min[1], extent[0], extent[1]);
        try {
            Object[] channels;
            synchronized (file) {
                channels = new PageDecoder(file, page, page.whiteIsZero(), window).decode();
            }
            int count = extent[0] * extent[1];
            Object all = page.type().array(Math.multiplyExact(count, samples));
            for (int s = 0; s < samples; s++) System.arraycopy(channels[s], 0, all, s * count, count);
            return new Cell<>(extent, min, (A) access(all));
        } catch (IOException e) {
            throw new InputException(
                    "Cannot read " + path + ": " + e.getMessage() + ". Expected a whole TIFF file: copy it again.", e);
        }
    }

    private static Object access(Object values) {
        if (values instanceof byte[] all) return new ByteArray(all);
        if (values instanceof short[] all) return new ShortArray(all);
        return new FloatArray((float[]) values);
    }
}
