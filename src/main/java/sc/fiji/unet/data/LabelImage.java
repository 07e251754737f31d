package sc.fiji.unet.data;

import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;

/**
 * A mask as it lies in its file, before anybody said what its values mean.
 *
 * @param name where it comes from, for messages
 * @param values axes [x, y, (z)], zero-min: the stored number; palette images hold indices, color images 0xRRGGBB
 * @param kind what the numbers are
 * @param palette 0xRRGGBB of each index where kind is PALETTE, else empty
 * @param objects the name of the class of each object, by the object's number; empty where the file does not say
 */
public record LabelImage(
        String name, RandomAccessibleInterval<IntType> values, Kind kind, int[] palette, Map<Integer, String> objects) {
    /** Copies the map. */
    public LabelImage {
        objects = Map.copyOf(objects);
    }

    /** What the numbers of a label image are, as far as the type of its file tells. */
    public enum Kind {
        /** Whole numbers of at most 8 bits. */
        GRAY8,
        /** Whole numbers of at most 8 bits, as a lossy format such as JPEG left them. */
        LOSSY8,
        /** Whole numbers of more than 8 bits. */
        GRAY,
        /** Indices into a color table. */
        PALETTE,
        /** Colors as 0xRRGGBB, each standing for a class. */
        RGB
    }

    /** The file says nothing of objects. */
    public LabelImage(String name, RandomAccessibleInterval<IntType> values, Kind kind, int[] palette) {
        this(name, values, kind, palette, Map.of());
    }

    /** A copy whose values are the numbers of objects, of these classes. */
    public LabelImage withObjects(Map<Integer, String> value) {
        return new LabelImage(name, values, kind, palette, value);
    }

    /**
     * The class of an object, by its index.
     *
     * @param number of the object, 0 for background
     * @param classes by index, background first; where there is one beside it, all objects are of that
     */
    public int classOf(int number, ClassList classes) {
        if (number <= 0) return 0;
        if (classes.isBinary()) return 1;
        String type = objects.get(number);
        int index = classes.indexOfName(type);
        if (index >= 0) return index;
        throw new InputException(name + ": object " + number + " is "
                + (type == null ? "of a class that its file does not name" : "a " + type) + ", expected one of "
                + classes.stream().skip(1).map(ClassInfo::name).toList()
                + ". Segment the image again, with this model.");
    }

    /** Labels of a file that has no color table. */
    public LabelImage(String name, RandomAccessibleInterval<IntType> values, Kind kind) {
        this(name, values, kind, new int[0]);
    }
}
