package sc.fiji.unet.segment;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;

/**
 * What was found in an image, as it is written to files.
 *
 * @param source the image, axes x, y, (z), channel
 * @param classes the class index of each pixel, axes x, y, (z)
 * @param objects the number of the object at each pixel, 0 for none; null where none were told apart
 * @param volume whether objects reach across slices, else each slice was segmented by itself
 * @param types the classes by index, with the values that label images hold
 * @param certainty how sure the network is of each object, by its number less 1; null where nobody knows
 */
public record SegmentedFile(
        ImageSource source,
        RandomAccessibleInterval<UnsignedByteType> classes,
        RandomAccessibleInterval<IntType> objects,
        boolean volume,
        ClassList types,
        float[] certainty) {
    /** What was found where nobody knows how sure the network is. */
    public SegmentedFile(
            ImageSource source,
            RandomAccessibleInterval<UnsignedByteType> classes,
            RandomAccessibleInterval<IntType> objects,
            boolean volume,
            ClassList types) {
        this(source, classes, objects, volume, types, null);
    }
}
