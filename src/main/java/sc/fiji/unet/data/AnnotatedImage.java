package sc.fiji.unet.data;

import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.Slices;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.InstanceBorders;
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

    /** The slices of a volume, each with so many neighbors on each side as further channels, and its own truth. */
    List<AnnotatedImage> slices(int neighbors) {
        List<ImageSource> slices = Slices.of(image, neighbors);
        return IntStream.range(0, slices.size())
                .mapToObj(z -> new AnnotatedImage(
                        slices.get(z),
                        Views.hyperSlice(target, 2, z),
                        weight == null ? null : Views.hyperSlice(weight, 2, z)))
                .toList();
    }

    /** The same truth of other pixels. */
    public AnnotatedImage withImage(ImageSource value) {
        return new AnnotatedImage(value, target, weight);
    }

    /**
     * A copy with heavy loss weights between objects, as a training on outlines gives them, where only the classes were
     * kept: connected pixels of a class are an object, as a gap was left between those that touch. The image itself where
     * there are no two.
     */
    public AnnotatedImage withBorders() {
        int[] classes = Targets.array(target);
        int[] objects = new int[classes.length];
        int[] size = Intervals.dimensionsAsIntArray(target);
        if (Components.label(classes, size, Connectivity.FULL, objects) < 2) return this;
        for (int i = 0; i < objects.length; i++) if (classes[i] == IGNORE) objects[i] = classes[i];
        RandomAccessibleInterval<FloatType> borders = InstanceBorders.weights(
                ArrayImgs.ints(objects, target.dimensionsAsLongArray()), LoadOptions.WEIGHT, LoadOptions.WIDTH);
        return new AnnotatedImage(image, target, borders);
    }
}
