package sc.fiji.unet.data;

import java.util.function.Supplier;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LazyPlanes;

/**
 * An image that was read once, before anybody knew what its mask means. Immutable.
 *
 * @param unit what a split must not cut
 * @param file where the pixels are
 * @param index of the image in the file
 * @param image what it is like
 * @param mask what its mask holds
 */
record SurveyedImage(String unit, PairFile file, int index, ImageSurvey image, LabelSurvey mask) {
    /** The image with its target, in memory where the file is kept, else opened anew whenever it is read. */
    AnnotatedImage annotate(ClassPlan classes, LoadOptions options) {
        if (file.kept()) return classes.annotate(file.image(index), file.mask(index), options);
        Reopenable<AnnotatedImage> annotated =
                new Reopenable<>(() -> classes.annotate(file.image(index), file.mask(index), options));
        AnnotatedImage now = annotated.get();
        RandomAccessibleInterval<FloatType> weight = now.weight() == null
                ? null
                : reopened(now.weight(), () -> annotated.get().weight());
        RandomAccessibleInterval<IntType> objects = now.objects() == null
                ? null
                : reopened(now.objects(), () -> annotated.get().objects());
        return new AnnotatedImage(
                reopened(now.image()),
                reopened(now.target(), () -> annotated.get().target()),
                weight,
                objects);
    }

    @SuppressWarnings("unchecked")
    private ImageSource reopened(ImageSource now) {
        Object type = now.pixels().getType();
        if (now.pixels() instanceof LazyCellImg || !(type instanceof NativeType)) return now;
        RandomAccessibleInterval<?> pixels = pixels(now);
        return new ImageSource(
                now.name(), (RandomAccessibleInterval<? extends RealType<?>>) pixels, now.pixelSize(), now.unit());
    }

    @SuppressWarnings("unchecked")
    private <T extends NativeType<T>> RandomAccessibleInterval<T> pixels(ImageSource now) {
        return reopened(
                (RandomAccessibleInterval<T>) (RandomAccessibleInterval<?>) now.pixels(),
                () -> (RandomAccessibleInterval<T>)
                        (RandomAccessibleInterval<?>) file.image(index).pixels());
    }

    private static <T extends NativeType<T>> RandomAccessibleInterval<T> reopened(
            RandomAccessibleInterval<T> now, Supplier<RandomAccessibleInterval<T>> again) {
        return LazyPlanes.image(now.getType().createVariable(), now.dimensionsAsLongArray(), i ->
                (DataAccess) LazyPlanes.planar(again.get()).getPlane(i));
    }
}
