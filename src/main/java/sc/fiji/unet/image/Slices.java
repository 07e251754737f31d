package sc.fiji.unet.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.view.Views;

/**
 * The slices of a volume as images, each with its neighbors as further channels: for each slice, from the lowest to the
 * highest, all channels of the volume. Beyond an end its slice is repeated. Planes are shared, not copied, and lazy where
 * they were.
 */
public final class Slices {
    private Slices() {}

    /** All slices, with so many neighbors on each side. */
    public static List<ImageSource> of(ImageSource volume, int neighbors) {
        int depth = (int) volume.size()[2];
        return IntStream.range(0, depth)
                .mapToObj(z -> slice(volume, z, neighbors))
                .toList();
    }

    private static ImageSource slice(ImageSource volume, int z, int neighbors) {
        int depth = (int) volume.size()[2];
        int[] planes = IntStream.rangeClosed(z - neighbors, z + neighbors)
                .map(near -> Math.max(0, Math.min(depth - 1, near)))
                .flatMap(near -> IntStream.range(0, volume.channels()).map(channel -> channel * depth + near))
                .toArray();
        double[] pixelSize = {volume.pixelSize()[0], volume.pixelSize()[1]};
        String number =
                String.format(Locale.ROOT, "_z%0" + String.valueOf(depth).length() + "d", z + 1);
        return new ImageSource(volume.name() + number, planes(volume.pixels(), planes), pixelSize, volume.unit());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static RandomAccessibleInterval planes(RandomAccessibleInterval volume, int[] planes) {
        if (volume instanceof PlanarImg img) return shared(img, planes);
        if (volume instanceof LazyCellImg cells && arePlanes(cells)) return lazy(cells, planes);
        int depth = (int) volume.dimension(2);
        List<RandomAccessibleInterval> some = IntStream.of(planes)
                .mapToObj(i -> (RandomAccessibleInterval)
                        Views.hyperSlice(Views.hyperSlice(volume, 3, i / depth), 2, i % depth))
                .toList();
        return Views.stack((List) some);
    }

    @SuppressWarnings("unchecked")
    private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> shared(
            PlanarImg<T, A> volume, int[] planes) {
        T type = volume.getType();
        PlanarImg<T, A> some = new PlanarImg<>(size(volume, planes), type.getEntitiesPerPixel());
        for (int i = 0; i < planes.length; i++) some.setPlane(i, volume.getPlane(planes[i]));
        some.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(some));
        return some;
    }

    private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> lazy(
            LazyCellImg<T, A> volume, int[] planes) {
        int depth = (int) volume.dimension(2);
        IntFunction<A> plane = i -> {
            RandomAccess<? extends Cell<A>> cells = volume.getCells().randomAccess();
            cells.setPosition(planes[i] % depth, 2);
            cells.setPosition(planes[i] / depth, 3);
            return cells.get().getData();
        };
        return LazyPlanes.image(volume.getType().createVariable(), size(volume, planes), plane);
    }

    private static boolean arePlanes(LazyCellImg<?, ?> cells) {
        int[] cell = new int[4];
        cells.getCellGrid().cellDimensions(cell);
        return Arrays.equals(cell, new int[] {(int) cells.dimension(0), (int) cells.dimension(1), 1, 1});
    }

    private static long[] size(RandomAccessibleInterval<?> volume, int[] planes) {
        return new long[] {volume.dimension(0), volume.dimension(1), planes.length};
    }
}
