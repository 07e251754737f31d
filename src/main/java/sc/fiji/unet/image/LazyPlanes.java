package sc.fiji.unet.image;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.util.ImgUtil;
import net.imglib2.util.Intervals;

/** Images whose x-y planes are fetched when they are first read and forgotten when memory runs short. Thread safe. */
public final class LazyPlanes {
    private LazyPlanes() {}

    /**
     * An image of planes, one cell each.
     *
     * @param type of the pixels
     * @param size axes x, y, then any others; planes are counted with the third axis fastest
     * @param planes fetches a plane by its count from 0; called from any thread, perhaps twice for the same plane
     */
    public static <T extends NativeType<T>, A extends DataAccess> Img<T> image(
            T type, long[] size, IntFunction<A> planes) {
        int[] plane = new int[size.length];
        Arrays.fill(plane, 1);
        plane[0] = Math.toIntExact(size[0]);
        plane[1] = Math.toIntExact(size[1]);
        CellGrid grid = new CellGrid(size, plane);
        int count = Math.toIntExact(Intervals.numElements(grid.getGridDimensions()));
        AtomicReferenceArray<SoftReference<Cell<A>>> fetched = new AtomicReferenceArray<>(count);
        return new LazyCellImg<T, A>(grid, type, index -> {
            int i = (int) index;
            SoftReference<Cell<A>> known = fetched.get(i);
            Cell<A> cell = known == null ? null : known.get();
            if (cell == null) {
                long[] min = new long[size.length];
                grid.getCellGridPositionFlat(index, min);
                min[0] = 0;
                min[1] = 0;
                cell = new Cell<>(plane, min, planes.apply(i));
                fetched.set(i, new SoftReference<>(cell));
            }
            return cell;
        });
    }

    /** The same pixels as planes that can be shared: the image itself where it is planar already, else a copy. */
    public static <T extends NativeType<T>> PlanarImg<T, ?> planar(RandomAccessibleInterval<T> pixels) {
        if (pixels instanceof PlanarImg<T, ?> planes) return planes;
        PlanarImg<T, ?> copy = new PlanarImgFactory<>(pixels.getType()).create(pixels.dimensionsAsLongArray());
        ImgUtil.copy(pixels, copy);
        return copy;
    }
}
