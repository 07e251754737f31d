package sc.fiji.unet.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.Type;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * What was found in an image, or in a part of it; all that it holds begins at zero, and holds until its store is closed.
 *
 * @param classes the class index of each pixel, axes x, y, (z)
 * @param probabilities axes x, y, (z), output channel of the network; null where they were not wanted
 * @param objects the number of the object at each pixel, 0 for none, axes x, y, (z); null where none were told apart
 * @param count the highest number of an object, those of images before included
 * @param certainty how sure the network is of each object, 0 to 1, in the order of their numbers, the last one being that of
 *     count; null where nobody knows
 */
public record Segmentation(
        RandomAccessibleInterval<UnsignedByteType> classes,
        RandomAccessibleInterval<FloatType> probabilities,
        RandomAccessibleInterval<IntType> objects,
        int count,
        float[] certainty) {
    /** Objects of which nobody knows how sure the network is. */
    public Segmentation(
            RandomAccessibleInterval<UnsignedByteType> classes,
            RandomAccessibleInterval<FloatType> probabilities,
            RandomAccessibleInterval<IntType> objects,
            int count) {
        this(classes, probabilities, objects, count, null);
    }

    /**
     * Those of several planes as one with slices, axes x, y, slice, those of several volumes one below the other; of a
     * single image it is itself.
     */
    public static Segmentation stack(List<Segmentation> planes) {
        Segmentation last = planes.get(planes.size() - 1);
        if (planes.size() == 1) return last;
        boolean volumes = last.classes.numDimensions() == 3;
        RandomAccessibleInterval<FloatType> chances =
                last.probabilities == null ? null : stack(planes, Segmentation::probabilities);
        if (chances != null && !volumes) chances = Views.permute(chances, 2, 3);
        RandomAccessibleInterval<IntType> numbers = last.objects == null ? null : stack(planes, Segmentation::objects);
        return new Segmentation(stack(planes, Segmentation::classes), chances, numbers, last.count, certainty(planes));
    }

    /** A copy whose classes may be changed. */
    Segmentation copy() {
        RandomAccessibleInterval<UnsignedByteType> copied =
                new MemoryStore().create(new UnsignedByteType(), classes.dimensionsAsLongArray());
        FlatPixels.write(classArray(), copied);
        return new Segmentation(copied, probabilities, objects, count);
    }

    /** A copy with the probabilities of these first outputs only, of which there may be none. */
    Segmentation withOutputs(int outputs) {
        int axis = classes.numDimensions();
        if (probabilities == null || probabilities.dimension(axis) == outputs) return this;
        if (outputs == 0) return new Segmentation(classes, null, objects, count, certainty);
        long[] max = probabilities.maxAsLongArray();
        max[axis] = outputs - 1L;
        RandomAccessibleInterval<FloatType> some = Views.interval(probabilities, probabilities.minAsLongArray(), max);
        return new Segmentation(classes, some, objects, count, certainty);
    }

    /** The class index of each pixel, row-major ((z), y, x). */
    public int[] classArray() {
        return FlatPixels.ints(classes);
    }

    /** The number of the object at each pixel, row-major ((z), y, x). */
    public int[] objectArray() {
        return FlatPixels.ints(objects);
    }

    /** The probabilities, row-major (channel, (z), y, x); not to be changed. */
    public float[] probabilityArray() {
        return FlatPixels.floats(probabilities);
    }

    private static float[] certainty(List<Segmentation> planes) {
        if (planes.stream().anyMatch(plane -> plane.certainty == null)) return null;
        float[] all = new float
                [planes.stream().mapToInt(plane -> plane.certainty.length).sum()];
        int from = 0;
        for (Segmentation plane : planes) {
            System.arraycopy(plane.certainty, 0, all, from, plane.certainty.length);
            from += plane.certainty.length;
        }
        return all;
    }

    private static <T extends Type<T>> RandomAccessibleInterval<T> stack(
            List<Segmentation> planes, Function<Segmentation, RandomAccessibleInterval<T>> of) {
        List<RandomAccessibleInterval<T>> all = new ArrayList<>();
        planes.forEach(plane -> all.add(of.apply(plane)));
        return planes.get(0).classes.numDimensions() == 3 ? Views.concatenate(2, all) : Views.stack(all);
    }
}
