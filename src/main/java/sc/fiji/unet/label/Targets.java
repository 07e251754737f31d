package sc.fiji.unet.label;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;

/**
 * Turns the values of masks into what a loss compares with: class indices, {@link #IGNORE} where nobody said. All images
 * have the axes [x, y, (z)]. Results are new images; inputs are only read.
 */
public final class Targets {
    /** The target of a pixel that counts for nothing. */
    public static final int IGNORE = -1;

    private Targets() {}

    /**
     * Class indices of a mask whose values stand for classes; {@link #IGNORE} stays, where it is no class.
     *
     * @param name of the mask, for messages
     * @param ignore a value to be left out of learning
     */
    public static PlanarImg<IntType, ?> ofClasses(
            String name, RandomAccessibleInterval<IntType> values, ClassList classes, OptionalInt ignore) {
        Map<Integer, Integer> indices = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) indices.put(classes.get(i).value(), i);
        if (ignore.isPresent()) indices.put(ignore.getAsInt(), IGNORE);
        return map(values, value -> {
            Integer index = indices.get(value);
            if (index == null && value == IGNORE) return IGNORE;
            if (index == null) throw unknown(name, value, indices);
            return index;
        });
    }

    /** Class indices of instance labels: 0 stays background, {@link #IGNORE} ignored, the others are class 1. */
    public static PlanarImg<IntType, ?> ofInstances(RandomAccessibleInterval<IntType> instances) {
        return map(instances, value -> value == IGNORE || value == 0 ? value : 1);
    }

    /** The same labels with one value turned to {@link #IGNORE}. */
    public static PlanarImg<IntType, ?> ignoring(RandomAccessibleInterval<IntType> labels, int ignore) {
        return map(labels, value -> value == ignore ? IGNORE : value);
    }

    /** A copy of labels as an array, row-major ((z), y, x). */
    public static int[] array(RandomAccessibleInterval<IntType> labels) {
        int[] values = new int[Math.toIntExact(labels.size())];
        Cursor<IntType> cursor = Views.flatIterable(labels).cursor();
        for (int i = 0; i < values.length; i++) values[i] = cursor.next().get();
        return values;
    }

    /** A copy of labels with other values in place of the same ones. */
    public static PlanarImg<IntType, ?> map(RandomAccessibleInterval<IntType> values, IntUnaryOperator mapping) {
        PlanarImg<IntType, ?> target = PlanarImgs.ints(values.dimensionsAsLongArray());
        Cursor<IntType> in = Views.flatIterable(values).cursor();
        Cursor<IntType> out = target.cursor();
        int last = 0;
        int index = 0;
        boolean first = true;
        while (in.hasNext()) {
            int value = in.next().get();
            if (first || value != last) index = mapping.applyAsInt(value); // masks are made of long runs
            first = false;
            last = value;
            out.next().set(index);
        }
        return target;
    }

    private static InputException unknown(String name, int value, Map<Integer, Integer> indices) {
        return new InputException("Mask " + name + ": found the value " + value + ", expected one of "
                + new TreeSet<>(indices.keySet()) + ". Correct the mask, or add the value to the classes.");
    }
}
