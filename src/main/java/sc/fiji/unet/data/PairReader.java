package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

/** Opens the files of a pair: several images become the channels of one, several masks the objects of one. Thread safe. */
public final class PairReader {
    private final ImageReader reader;
    private final int rank;

    /**
     * Reads by this reader.
     *
     * @param rank 2 for images, 3 for volumes
     */
    public PairReader(ImageReader reader, int rank) {
        this.reader = reader;
        this.rank = rank;
    }

    /** The images of a pair, all channels in each. */
    public List<ImageSource> images(ImageFolder.Pair pair, Progress progress) {
        List<ImageSource> first = reader.images(pair.image(), rank, progress);
        if (pair.images().size() == 1) return first;
        List<List<ImageSource>> channels = new ArrayList<>(List.of(first));
        pair.images().stream().skip(1).forEach(file -> channels.add(reader.images(file, rank, progress)));
        List<ImageSource> joined = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) joined.add(joined(pair, channels, i));
        return joined;
    }

    /** The masks of a pair. */
    public List<LabelImage> labels(ImageFolder.Pair pair, Progress progress) {
        List<LabelImage> first = reader.labelsOf(pair.image(), pair.mask(), rank, progress);
        if (pair.masks().size() == 1) return first;
        List<RandomAccessibleInterval<IntType>> objects = new ArrayList<>();
        for (LabelImage plane : first)
            objects.add(PlanarImgs.ints(plane.values().dimensionsAsLongArray()));
        for (int n = 0; n < pair.masks().size(); n++) {
            List<LabelImage> planes =
                    n == 0 ? first : reader.labelsOf(pair.image(), pair.masks().get(n), rank, progress);
            if (planes.size() != objects.size()) throw differs(pair, n);
            for (int i = 0; i < planes.size(); i++)
                number(pair, n, planes.get(i).values(), objects.get(i));
        }
        List<LabelImage> labels = new ArrayList<>();
        for (RandomAccessibleInterval<IntType> numbers : objects) {
            labels.add(new LabelImage(pair.name(), numbers, LabelImage.Kind.GRAY));
        }
        return labels;
    }

    private static void number(
            ImageFolder.Pair pair,
            int n,
            RandomAccessibleInterval<IntType> mask,
            RandomAccessibleInterval<IntType> objects) {
        if (!Intervals.equalDimensions(mask, objects)) throw differs(pair, n);
        Cursor<IntType> to = Views.flatIterable(objects).cursor();
        for (IntType value : Views.flatIterable(mask)) {
            to.fwd();
            if (value.get() != 0) to.get().set(n + 1);
        }
    }

    private static InputException differs(ImageFolder.Pair pair, int n) {
        return new InputException("Mask " + pair.masks().get(n) + " differs in size from " + pair.mask()
                + ": expected the masks of all objects of an image to be of one size. Save them anew.");
    }

    private static ImageSource joined(ImageFolder.Pair pair, List<List<ImageSource>> channels, int index) {
        List<ImageSource> parts = new ArrayList<>();
        for (List<ImageSource> images : channels) {
            if (index < images.size()) parts.add(images.get(index));
        }
        ImageSource first = parts.get(0);
        boolean alike = parts.size() == channels.size()
                && parts.stream().allMatch(part -> Arrays.equals(part.size(), first.size()));
        if (!alike) {
            throw new InputException("The channels of " + pair.name() + ", "
                    + pair.image().getFileName() + " and others, differ in size: expected one size. Save them anew.");
        }
        List<RandomAccessibleInterval<? extends RealType<?>>> pixels = new ArrayList<>();
        for (ImageSource part : parts) pixels.add(part.pixels());
        return new ImageSource(pair.name(), stacked(pixels), first.pixelSize(), first.unit());
    }

    private static RandomAccessibleInterval<? extends RealType<?>> stacked(
            List<RandomAccessibleInterval<? extends RealType<?>>> parts) {
        if (parts.stream().allMatch(part -> part.getType() instanceof UnsignedByteType)) {
            return stacked(parts, new UnsignedByteType());
        }
        boolean whole = parts.stream().allMatch(part -> part.getType() instanceof UnsignedShortType);
        return whole ? stacked(parts, new UnsignedShortType()) : stacked(parts, new FloatType());
    }

    private static <T extends NativeType<T> & RealType<T>> RandomAccessibleInterval<T> stacked(
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
