package sc.fiji.unet.image;

import java.util.Arrays;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Sizes;

/** Images with pixels of another size that are made when they are asked for: the same, bit for bit, as made at once. */
public final class LazyResampling {
    private static final int PLANE = 512;
    private static final int CUBE = 64;

    private final ImageSource source;
    private final int[] before;
    private final Resampling.Axis[] axes;
    private final CellGrid grid;

    private LazyResampling(ImageSource source, int[] size) {
        this.source = source;
        before = Arrays.stream(source.size()).mapToInt(Math::toIntExact).toArray();
        axes = new Resampling.Axis[size.length];
        long[] after = new long[size.length + 1];
        int[] cell = new int[size.length + 1];
        for (int d = 0; d < size.length; d++) {
            axes[d] = Resampling.Axis.covering(before[d], size[d]);
            after[d] = size[d];
            cell[d] = size.length == 3 ? CUBE : PLANE;
        }
        after[size.length] = source.channels();
        cell[size.length] = source.channels();
        grid = new CellGrid(after, cell);
    }

    /**
     * An image with pixels of another size.
     *
     * @param size pixels along x, y, (z); the new pixels cover what the old ones do
     */
    public static ImageSource of(ImageSource source, int[] size) {
        LazyResampling lazy = new LazyResampling(source, size);
        double[] pixelSize = source.pixelSize().clone();
        for (int d = 0; d < size.length; d++) pixelSize[d] *= lazy.axes[d].step();
        LazyCellImg<FloatType, FloatArray> cells = new LazyCellImg<>(lazy.grid, new FloatType(), lazy::cell);
        // a view, as cells of a bare cell image count as planes elsewhere
        return new ImageSource(source.name(), Views.interval(cells, cells), pixelSize, source.unit());
    }

    private Cell<FloatArray> cell(long index) {
        long[] min = new long[grid.numDimensions()];
        int[] extent = new int[min.length];
        grid.getCellDimensions(index, min, extent);
        long bytes = (long) Float.BYTES * Sizes.count(extent);
        return CellCache.shared().get(this, index, bytes, () -> new Cell<>(extent, min, values(min, extent)));
    }

    private FloatArray values(long[] min, int[] extent) {
        Resampling.Axis[] part = new Resampling.Axis[axes.length];
        for (int d = 0; d < part.length; d++) part[d] = axes[d].part((int) min[d], extent[d]);
        PatchReader reader = new PatchReader(source, ChannelScaling.identity(source.channels()));
        return new FloatArray(part(reader, before, source.channels(), part));
    }

    /**
     * Some new pixels of an image, which are the same as in the whole, bit for bit.
     *
     * @param reader of the old pixels
     * @param size of the image, x, y, (z)
     * @param channels of the image
     * @param axes of the part
     * @return row-major (c, (z), y, x)
     */
    private static float[] part(PatchReader reader, int[] size, int channels, Resampling.Axis... axes) {
        int[][] held = Resampling.whole(size);
        int[] extent = new int[size.length];
        long[] min = new long[size.length];
        for (int d = 0; d < size.length; d++) {
            Resampling.Span span = axes[d].reads(size[d]);
            held[d][0] = span.first();
            min[d] = span.first();
            extent[d] = span.count();
        }
        int pixels = Sizes.count(extent);
        float[] values = new float[Math.multiplyExact(channels, pixels)];
        reader.read(min, extent, values, 0);
        int count =
                Sizes.count(Arrays.stream(axes).mapToInt(Resampling.Axis::count).toArray());
        float[] result = new float[Math.multiplyExact(channels, count)];
        for (int c = 0; c < channels; c++) {
            float[] channel = Arrays.copyOfRange(values, c * pixels, (c + 1) * pixels);
            System.arraycopy(Resampling.resample(channel, extent, held, axes), 0, result, c * count, count);
        }
        return result;
    }
}
