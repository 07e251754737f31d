package sc.fiji.unet.data;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.Targets;

/**
 * An image with its ground truth, which may leave pixels open. Immutable; the pixels are read, never written.
 *
 * @param image axes [x, y, (z), c]
 * @param target class index of each pixel, axes [x, y, (z)]: 0 background, {@link #IGNORE} where nobody said
 * @param weight loss weight of each pixel, axes [x, y, (z)]; null where all are 1. Ignored pixels count 0 in any case.
 */
public record AnnotatedImage(
        ImageSource image, RandomAccessibleInterval<IntType> target, RandomAccessibleInterval<FloatType> weight) {
    /** The target of a pixel that adds neither value nor gradient to a loss, nor to any metric. */
    public static final int IGNORE = Targets.IGNORE;

    /** The same truth of other pixels. */
    public AnnotatedImage withImage(ImageSource value) {
        return new AnnotatedImage(value, target, weight);
    }
}
