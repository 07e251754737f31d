package sc.fiji.unet.imagej.evaluation;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.Type;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.image.ImageSource;

/**
 * Three cuts through the middle of a volume in one plane, as viewers of volumes show them: x and y at the upper left, z and y to
 * the right of it, x and z below. Slices are drawn as thick as they lie apart; between the cuts, and at the lower right, all
 * is 0. Immutable.
 */
final class OrthogonalCuts {
    private static final int GAP = 1;

    private final long[] size;
    private final double thickness;

    private OrthogonalCuts(long[] size, double thickness) {
        this.size = size;
        this.thickness = thickness;
    }

    /** Through volumes of the size of this one, and with its voxels. */
    static OrthogonalCuts of(ImageSource volume) {
        double[] pixel = volume.pixelSize();
        return new OrthogonalCuts(volume.size(), pixel[2] / Math.sqrt(pixel[0] * pixel[1]));
    }

    /** The pixels, on axes x, y, channel. */
    ImageSource image(ImageSource volume) {
        RandomAccessibleInterval<FloatType> plane = ArrayImgs.floats(across(0), across(1), volume.channels());
        for (int c = 0; c < volume.channels(); c++) {
            var channel = Views.hyperSlice(volume.pixels(), 3, c);
            fill(channel, Views.hyperSlice(plane, 2, c), (from, to) -> to.set(from.getRealFloat()));
        }
        return new ImageSource(volume.name(), plane);
    }

    /** The labels, on axes x, y. */
    RandomAccessibleInterval<IntType> labels(RandomAccessibleInterval<? extends IntegerType<?>> volume) {
        RandomAccessibleInterval<IntType> plane = ArrayImgs.ints(across(0), across(1));
        fill(volume, plane, (from, to) -> to.set(from.getInteger()));
        return plane;
    }

    /** Writes a value of a volume into one of the plane. */
    @FunctionalInterface
    private interface Copy<S, T> {
        void set(S from, T to);
    }

    private <S, T extends Type<T>> void fill(
            RandomAccessibleInterval<S> volume, RandomAccessibleInterval<T> plane, Copy<S, T> copy) {
        RandomAccess<S> from = volume.randomAccess();
        Cursor<T> to = Views.iterable(plane).localizingCursor();
        while (to.hasNext()) {
            to.fwd();
            long x = to.getLongPosition(0);
            long y = to.getLongPosition(1);
            boolean right = x >= size[0];
            boolean below = y >= size[1];
            long z = right ? slice(x, 0) : below ? slice(y, 1) : size[2] / 2;
            if (right && below || z < 0) continue;
            from.setPosition(right ? size[0] / 2 : x, 0);
            from.setPosition(below ? size[1] / 2 : y, 1);
            from.setPosition(z, 2);
            copy.set(from.get(), to.get());
        }
    }

    /** Which slice is drawn at a position beyond the extent of an axis; -1 in the gap. */
    private long slice(long at, int axis) {
        long beyond = at - size[axis] - GAP;
        return beyond < 0 ? -1 : Math.min(size[2] - 1, (long) (beyond / thickness));
    }

    private long across(int axis) {
        return size[axis] + GAP + Math.max(1, Math.round(size[2] * thickness));
    }
}
