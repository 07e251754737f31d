package sc.fiji.unet.image;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Sizes;

/** Images whose pixels are made part by part when they are asked for; the parts made last are kept. */
public final class LazyCells {
    private static final int PLANE = 512;
    private static final int CUBE = 64;

    private final CellGrid grid;
    private final Maker maker;
    private final CellCache cache;

    private LazyCells(CellGrid grid, Maker maker, CellCache cache) {
        this.cache = cache;
        this.grid = grid;
        this.maker = maker;
    }

    /** Makes pixels; called from several threads. */
    @FunctionalInterface
    interface Maker {
        /**
         * Those of a part.
         *
         * @param min first pixel along x, y, (z)
         * @param extent pixels along x, y, (z)
         * @return row-major (c, (z), y, x)
         */
        float[] values(long[] min, int... extent);
    }

    /** An image x, y, (z), channel of that size. */
    static RandomAccessibleInterval<FloatType> of(long[] size, Maker maker, CellCache cache) {
        int[] cell = new int[size.length];
        Arrays.fill(cell, size.length == 4 ? CUBE : PLANE);
        cell[size.length - 1] = Math.toIntExact(size[size.length - 1]);
        LazyCells lazy = new LazyCells(new CellGrid(size, cell), maker, cache);
        LazyCellImg<FloatType, FloatArray> cells = new LazyCellImg<>(lazy.grid, new FloatType(), lazy::cell);
        return Views.interval(cells, cells); // a view, as cells of a bare cell image count as planes elsewhere
    }

    /** An image whose values are scaled, and go through all that follows that; no longer held than by who asks. */
    public static ImageSource scaled(ImageSource image, ChannelScaling scaling) {
        RandomAccessibleInterval<FloatType> pixels = of(
                image.pixels().dimensionsAsLongArray(),
                (min, extent) -> {
                    float[] values = new float[Math.multiplyExact(image.channels(), Sizes.count(extent))];
                    new PatchReader(image, scaling).read(min, extent, values, 0);
                    return values;
                },
                CellCache.own());
        return new ImageSource(image.name(), pixels, image.pixelSize(), image.unit());
    }

    private Cell<FloatArray> cell(long index) {
        long[] min = new long[grid.numDimensions()];
        int[] extent = new int[min.length];
        grid.getCellDimensions(index, min, extent);
        long bytes = (long) Float.BYTES * Sizes.count(extent);
        return cache.get(this, index, bytes, () -> new Cell<>(extent, min, values(min, extent)));
    }

    private FloatArray values(long[] min, int[] extent) {
        int rank = min.length - 1;
        return new FloatArray(maker.values(Arrays.copyOf(min, rank), Arrays.copyOf(extent, rank)));
    }
}
