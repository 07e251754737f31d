package sc.fiji.unet.zarr;

import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;

/** An OME-Zarr as label images, read when they are asked for. */
public final class ZarrLabels {
    private ZarrLabels() {}

    /**
     * The label images of the finest level, as many as there are images. Numbers have to be whole and fit 31 bits; of several
     * channels nobody knows which is meant.
     *
     * @param rank 2 for axes [x, y], 3 for [x, y, z]
     */
    public static List<LabelImage> of(OmeZarr zarr, int rank) {
        List<ImageSource> images = zarr.images(0, rank);
        Map<Integer, String> objects = zarr.objects();
        return images.stream()
                .map(image -> label(image, rank))
                .map(label -> objects.isEmpty() ? label : label.withObjects(objects))
                .toList();
    }

    private static LabelImage label(ImageSource image, int rank) {
        if (image.channels() > 1)
            throw new InputException("Mask " + image.name() + ": found " + image.channels()
                    + " channels, expected one. Save the channel of the labels alone.");
        boolean small = image.pixels().getType() instanceof UnsignedByteType;
        LabelImage.Kind kind = small ? LabelImage.Kind.GRAY8 : LabelImage.Kind.GRAY;
        return new LabelImage(image.name(), whole(Views.hyperSlice(image.pixels(), rank, 0), image.name()), kind);
    }

    private static RandomAccessibleInterval<IntType> whole(
            RandomAccessibleInterval<? extends RealType<?>> plane, String name) {
        return Converters.convert2(
                plane,
                (value, number) -> {
                    double real = value.getRealDouble();
                    if (real != Math.rint(real) || Math.abs(real) > Integer.MAX_VALUE)
                        throw new InputException("Mask " + name + ": found the value " + real
                                + ", expected whole numbers of at most 31 bits. Number the objects anew.");
                    number.set((int) real);
                },
                IntType::new);
    }
}
