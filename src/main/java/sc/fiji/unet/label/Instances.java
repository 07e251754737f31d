package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.function.IntPredicate;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/** From the classes of a whole image to its objects: fill holes, tell objects apart, drop the small, number. */
public final class Instances {
    private Instances() {}

    /**
     * Labels the objects of an image.
     *
     * @param classes axes [x, y, (z)], zero-min; 0 and below is background
     * @param probabilities axes [x, y, (z), class]; null where the method needs none
     * @param spacing physical size of a pixel along x, y, (z)
     * @param options how
     * @return object of each pixel, 1..n without gaps, 0 for none
     */
    public static Img<IntType> label(
            RandomAccessibleInterval<IntType> classes,
            RandomAccessibleInterval<FloatType> probabilities,
            double[] spacing,
            ObjectOptions options) {
        int[] size = Pixels.size(classes);
        float[] confidence = probabilities == null
                ? null
                : Pixels.copy(probabilities, new float[Pixels.count(Pixels.size(probabilities))]);
        int[] values = Pixels.copy(classes, new int[Pixels.count(size)]);
        int[] labels = new int[values.length];
        label(new ClassMap(size, spacing, values, confidence), labels, options);
        return ArrayImgs.ints(labels, classes.dimensionsAsLongArray());
    }

    /**
     * Labels the objects of a map; its classes are left as they are.
     *
     * @param labels filled with the object of each pixel, 1..n without gaps, 0 for none
     * @return n
     */
    public static int label(ClassMap map, int[] labels, ObjectOptions options) {
        Configured<PostProcess> method = Extensions.of(PostProcess.class).get(options.method());
        if (method.extension().needsProbabilities() && map.probabilities() == null) {
            throw new InputException(
                    "Separating objects by " + options.method().id() + " needs the probabilities of the "
                            + "network, got class labels only. Segment with a model, or choose another method.");
        }
        ClassMap filled = options.maxHole() == 0 ? map : Holes.fill(map, options.maxHole());
        int count = method.extension().separate(filled, labels, method.options());
        return options.minSize() <= 1 ? count : dropSmall(labels, count, options.minSize());
    }

    /** The classes with holes filled and connected pieces that are too small made background. */
    public static ClassMap clean(ClassMap map, ObjectOptions options) {
        ClassMap filled = options.maxHole() == 0 ? map : Holes.fill(map, options.maxHole());
        if (options.minSize() <= 1) return filled;
        int[] pieces = new int[filled.classes().length];
        label(filled, pieces, ObjectOptions.defaults().withMinSize(options.minSize()));
        int[] classes = filled.classes().clone();
        for (int i = 0; i < classes.length; i++) if (pieces[i] == 0) classes[i] = 0;
        return filled.withClasses(classes);
    }

    private static int dropSmall(int[] labels, int count, int minSize) {
        int[] pixels = new int[count + 1];
        for (int label : labels) pixels[label]++;
        return compact(labels, label -> pixels[label] >= minSize);
    }

    /** Renumbers labels 1..n in the order of their first pixels; those not to keep become 0. Returns n. */
    public static int compact(int[] labels, IntPredicate keep) {
        int[] numbers = new int[Arrays.stream(labels).max().orElse(0) + 1];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            if (label > 0 && numbers[label] == 0) numbers[label] = keep.test(label) ? ++count : -1;
            labels[i] = Math.max(numbers[label], 0);
        }
        return count;
    }
}
