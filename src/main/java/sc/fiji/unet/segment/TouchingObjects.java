package sc.fiji.unet.segment;

import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.label.ComponentRows;
import sc.fiji.unet.label.Connectivity;

/**
 * Pixels that touch, diagonally too, told apart row by row: for images of more pixels than memory has room for numbers. Takes
 * 12 bytes for each run of pixels of a class in a row.
 */
final class TouchingObjects {
    private final RandomAccessibleInterval<UnsignedByteType> classes;
    private final ComponentRows components;
    private final int[] row;

    /** Reads all classes once. */
    TouchingObjects(RandomAccessibleInterval<UnsignedByteType> classes, Progress progress) {
        this.classes = classes;
        int[] size = Intervals.dimensionsAsIntArray(classes);
        components = new ComponentRows(size, Connectivity.FULL);
        row = new int[size[0]];
        Cursor<UnsignedByteType> pixel = Views.flatIterable(classes).cursor();
        while (pixel.hasNext()) {
            progress.check();
            for (int x = 0; x < row.length; x++) row[x] = pixel.next().get();
            components.add(row);
        }
    }

    /**
     * Numbers them in the order of their first pixels.
     *
     * @param minSize those of fewer pixels become background, in the classes too
     * @param before the number before the first
     * @param objects is filled; null where only classes are wanted
     * @return how many there are
     */
    int write(int minSize, int before, RandomAccessibleInterval<IntType> objects, Progress progress) {
        int[] numbers = components.numbers(minSize);
        Cursor<UnsignedByteType> kind = Views.flatIterable(classes).cursor();
        Cursor<IntType> object =
                objects == null ? null : Views.flatIterable(objects).cursor();
        Cursor<UnsignedByteType> ahead = Views.flatIterable(classes).cursor();
        while (kind.hasNext()) {
            progress.check();
            for (int x = 0; x < row.length; x++) row[x] = ahead.next().get();
            components.number(row, numbers);
            for (int number : row) {
                UnsignedByteType value = kind.next();
                if (number == 0 && value.get() != 0) value.set(0);
                if (object != null) object.next().set(number == 0 ? 0 : number + before);
            }
        }
        return Arrays.stream(numbers).max().orElse(0);
    }
}
