package sc.fiji.unet.image;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice;

/** Images of some channels of others. Planes are shared, not copied, and lazy where they were. */
public final class ChannelViews {
    private ChannelViews() {}

    /** Those that a person chose, in that order; all where nobody chose. An image that lacks one is refused. */
    public static ImageSource chosen(ImageSource image, ChannelChoice choice) {
        if (choice.pages()) {
            throw new InputException(
                    "channels = " + choice + " is for image files: in an open image, make slices channels"
                            + " by Image > Hyperstacks > Re-order Hyperstack, and leave channels at auto.");
        }
        if (choice.isAuto()) return image;
        if (choice.numbers().stream().anyMatch(number -> number > image.channels())) {
            throw new InputException("channels = " + choice + ": " + image.name() + " has "
                    + (image.channels() == 1 ? "one channel" : "the channels 1 to " + image.channels())
                    + ". Choose among these, or leave channels at auto.");
        }
        return of(image, choice.numbers().stream().map(number -> number - 1).toList());
    }

    /** The first channel only. */
    public static ImageSource first(ImageSource image) {
        return of(image, List.of(0));
    }

    /**
     * An image of these channels.
     *
     * @param channels from 0, in the order of the new image, perhaps repeated
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static ImageSource of(ImageSource image, List<Integer> channels) {
        if (channels.equals(IntStream.range(0, image.channels()).boxed().toList())) return image;
        RandomAccessibleInterval pixels = image.pixels();
        RandomAccessibleInterval some = pixels instanceof PlanarImg planes
                ? shared(planes, channels)
                : pixels instanceof LazyCellImg cells ? lazy(cells, channels) : view(pixels, channels);
        return new ImageSource(image.name(), some, image.pixelSize(), image.unit());
    }

    /** Whether all channels are equal, pixel by pixel. */
    public static boolean areEqual(ImageSource image) {
        for (int channel = 1; channel < image.channels(); channel++) {
            Cursor<? extends RealType<?>> first = cursor(image, 0);
            Cursor<? extends RealType<?>> other = cursor(image, channel);
            while (first.hasNext()) {
                if (first.next().getRealFloat() != other.next().getRealFloat()) return false;
            }
        }
        return true;
    }

    private static Cursor<? extends RealType<?>> cursor(ImageSource image, int channel) {
        return Views.flatIterable(Views.hyperSlice(image.pixels(), image.rank(), channel))
                .cursor();
    }

    @SuppressWarnings("unchecked")
    private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> shared(
            PlanarImg<T, A> all, List<Integer> channels) {
        T type = all.getType();
        long[] size = size(all, channels);
        PlanarImg<T, A> some = new PlanarImg<>(size, type.getEntitiesPerPixel());
        int planes = some.numSlices() / channels.size();
        for (int i = 0; i < some.numSlices(); i++) {
            some.setPlane(i, all.getPlane(channels.get(i / planes) * planes + i % planes));
        }
        some.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(some));
        return some;
    }

    private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> lazy(
            LazyCellImg<T, A> all, List<Integer> channels) {
        int axis = all.numDimensions() - 1;
        int planes = axis == 3 ? (int) all.dimension(2) : 1;
        IntFunction<A> plane = i -> {
            RandomAccess<? extends Cell<A>> cells = all.getCells().randomAccess();
            if (axis == 3) cells.setPosition(i % planes, 2);
            cells.setPosition(channels.get(i / planes), axis);
            return cells.get().getData();
        };
        return LazyPlanes.image(all.getType().createVariable(), size(all, channels), plane);
    }

    private static <T> RandomAccessibleInterval<T> view(RandomAccessibleInterval<T> all, List<Integer> channels) {
        boolean row = IntStream.range(1, channels.size()).allMatch(i -> channels.get(i) == channels.get(i - 1) + 1);
        if (row) return inARow(all, channels);
        List<RandomAccessibleInterval<T>> some = new ArrayList<>();
        for (int channel : channels) some.add(Views.hyperSlice(all, all.numDimensions() - 1, channel));
        return Views.stack(some);
    }

    /** Channels one after the other are a part of the image, which is read faster than a stack of them. */
    private static <T> RandomAccessibleInterval<T> inARow(RandomAccessibleInterval<T> all, List<Integer> channels) {
        int axis = all.numDimensions() - 1;
        long[] min = all.minAsLongArray();
        long[] max = all.maxAsLongArray();
        min[axis] = channels.get(0);
        max[axis] = channels.get(channels.size() - 1);
        return Views.zeroMin(Views.interval(all, min, max));
    }

    private static long[] size(RandomAccessibleInterval<?> all, List<Integer> channels) {
        long[] size = all.dimensionsAsLongArray();
        size[size.length - 1] = channels.size();
        return size;
    }
}
