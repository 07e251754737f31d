package sc.fiji.unet.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView.Slices;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.InstanceBorders;
import sc.fiji.unet.label.Targets;

/**
 * An image with its ground truth, which may leave pixels open. Immutable; the pixels are read, never written.
 *
 * @param image axes [x, y, (z), c]
 * @param target class index of each pixel, axes [x, y, (z)]: 0 background, {@link #IGNORE} where nobody said
 * @param weight loss weight of each pixel, axes [x, y, (z)]; null where all are 1. Ignored pixels count 0 in any case.
 * @param objects the number of the object at each pixel, axes [x, y, (z)]: 0 for none, {@link #IGNORE} where nobody said;
 *     null where they are not numbered
 */
public record AnnotatedImage(
        ImageSource image,
        RandomAccessibleInterval<IntType> target,
        RandomAccessibleInterval<FloatType> weight,
        RandomAccessibleInterval<IntType> objects) {
    /** The target of a pixel that adds neither value nor gradient to a loss, nor to any metric. */
    public static final int IGNORE = Targets.IGNORE;

    /** The slices of a volume, each with so many neighbors on each side as further channels, and its own truth. */
    List<AnnotatedImage> slices(int neighbors) {
        List<ImageSource> slices = Slices.of(image, neighbors);
        return IntStream.range(0, slices.size())
                .mapToObj(z -> new AnnotatedImage(
                        slices.get(z),
                        Views.hyperSlice(target, 2, z),
                        weight == null ? null : Views.hyperSlice(weight, 2, z),
                        objects == null ? null : Views.hyperSlice(objects, 2, z)))
                .toList();
    }

    /** A truth of classes. */
    public AnnotatedImage(
            ImageSource image, RandomAccessibleInterval<IntType> target, RandomAccessibleInterval<FloatType> weight) {
        this(image, target, weight, null);
    }

    /** The same truth of other pixels. */
    public AnnotatedImage withImage(ImageSource value) {
        return new AnnotatedImage(value, target, weight, objects);
    }

    /** What this and another truth say of the classes of one image, where both of them know this one. */
    public AnnotatedImage together(AnnotatedImage other) {
        int[] classes = Targets.array(target);
        int[] more = Targets.array(other.target);
        for (int i = 0; i < classes.length; i++) if (classes[i] == IGNORE) classes[i] = more[i];
        return new AnnotatedImage(image, ArrayImgs.ints(classes, image.size()), null);
    }

    /**
     * A copy whose objects are numbered and as large as they are: without the gap and the heavy loss weights between them
     * that keep classes apart. Where only classes were kept, connected pixels of a class are an object.
     *
     * @param classes of which objects may be
     */
    public AnnotatedImage withWholeObjects(ClassList classes) {
        if (objects == null) return new AnnotatedImage(image, target, null, parts());
        IntUnaryOperator kinds = classes.isBinary() ? number -> 1 : kinds();
        RandomAccessibleInterval<IntType> whole = Converters.convert(
                target,
                objects,
                (known, number, out) -> out.set(
                        known.get() == IGNORE
                                ? IGNORE
                                : number.get() > 0 ? kinds.applyAsInt(number.get()) : number.get()),
                new IntType());
        return new AnnotatedImage(image, whole, null, objects);
    }

    /** The class of an object, by its number, as its first pixel says; of one that the gap took nobody knows. */
    private IntUnaryOperator kinds() {
        Map<Integer, Integer> kinds = new HashMap<>();
        Cursor<IntType> kind = Views.flatIterable(target).cursor();
        for (IntType number : Views.flatIterable(objects)) {
            int here = kind.next().get();
            if (here > 0 && number.get() > 0) kinds.putIfAbsent(number.get(), here);
        }
        return number -> kinds.getOrDefault(number, IGNORE);
    }

    /** Numbers connected pixels of a class. */
    private RandomAccessibleInterval<IntType> parts() {
        int[] classes = Targets.array(target);
        int[] parts = Components.of(classes, Intervals.dimensionsAsIntArray(target));
        for (int i = 0; i < parts.length; i++) if (classes[i] == IGNORE) parts[i] = IGNORE;
        return ArrayImgs.ints(parts, target.dimensionsAsLongArray());
    }

    /**
     * A copy with heavy loss weights between objects, as a training on outlines gives them, where only the classes were
     * kept: connected pixels of a class are an object, as a gap was left between those that touch. The image itself where
     * there are no two.
     */
    public AnnotatedImage withBorders() {
        RandomAccessibleInterval<IntType> parts = parts();
        if (!InstanceBorders.hasSeveral(parts)) return this;
        return new AnnotatedImage(
                image, target, InstanceBorders.weights(parts, LoadOptions.WEIGHT, LoadOptions.WIDTH), objects);
    }
}
