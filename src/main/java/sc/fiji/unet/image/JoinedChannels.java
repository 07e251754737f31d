package sc.fiji.unet.image;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Several images as the channels of one: of files of their own, or of the pages of one file. */
public final class JoinedChannels {
    private JoinedChannels() {}

    /**
     * One image with the channels of all, in their order; the pixels are copied.
     *
     * @param name of the new image
     * @param parts of one size
     */
    public static ImageSource of(String name, List<ImageSource> parts) {
        ImageSource first = parts.get(0);
        List<RandomAccessibleInterval<? extends RealType<?>>> pixels = new ArrayList<>();
        for (ImageSource part : parts) pixels.add(part.pixels());
        return new ImageSource(name, joined(pixels), first.pixelSize(), first.unit());
    }

    /**
     * The same as a view of float32, where all of the pixels may be more than memory holds.
     *
     * @param name of the new image
     * @param parts of one size
     */
    public static ImageSource view(String name, List<ImageSource> parts) {
        ImageSource first = parts.get(0);
        List<RandomAccessibleInterval<FloatType>> pixels =
                parts.stream().map(part -> floats(part.pixels())).toList();
        return new ImageSource(name, Views.concatenate(first.rank(), pixels), first.pixelSize(), first.unit());
    }

    private static RandomAccessibleInterval<FloatType> floats(RandomAccessibleInterval<? extends RealType<?>> pixels) {
        return Converters.convert2(pixels, (in, out) -> out.set(in.getRealFloat()), FloatType::new);
    }

    private static RandomAccessibleInterval<? extends RealType<?>> joined(
            List<RandomAccessibleInterval<? extends RealType<?>>> parts) {
        if (parts.stream().allMatch(part -> part.getType() instanceof UnsignedByteType)) {
            return joined(parts, new UnsignedByteType());
        }
        boolean whole = parts.stream().allMatch(part -> part.getType() instanceof UnsignedShortType);
        return whole ? joined(parts, new UnsignedShortType()) : joined(parts, new FloatType());
    }

    private static <T extends NativeType<T> & RealType<T>> RandomAccessibleInterval<T> joined(
            List<RandomAccessibleInterval<? extends RealType<?>>> parts, T type) {
        long[] size = parts.get(0).dimensionsAsLongArray();
        int last = size.length - 1;
        size[last] = parts.stream().mapToLong(part -> part.dimension(last)).sum();
        RandomAccessibleInterval<T> all = new PlanarImgFactory<>(type).create(size);
        Cursor<T> to = Views.flatIterable(all).cursor();
        for (RandomAccessibleInterval<? extends RealType<?>> part : parts) {
            for (RealType<?> value : Views.flatIterable(part)) to.next().setReal(value.getRealDouble());
        }
        return all;
    }
}
