package sc.fiji.unet.segment;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Whole images as row-major arrays, x fastest, and back. */
final class FlatPixels {
    private FlatPixels() {}

    static int[] ints(RandomAccessibleInterval<? extends IntegerType<?>> image) {
        int[] values = new int[Math.toIntExact(Intervals.numElements(image))];
        int i = 0;
        for (IntegerType<?> value : Views.flatIterable(image)) values[i++] = value.getInteger();
        return values;
    }

    /** The array of the image itself where it has one; not to be changed. */
    static float[] floats(RandomAccessibleInterval<FloatType> image) {
        if (image instanceof ArrayImg<?, ?> array && array.update(null) instanceof FloatArray pixels) {
            return pixels.getCurrentStorageArray();
        }
        return copy(image);
    }

    static float[] copy(RandomAccessibleInterval<FloatType> image) {
        float[] values = new float[Math.toIntExact(Intervals.numElements(image))];
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) values[i++] = value.get();
        return values;
    }

    /** Copies an array into an image; the array may be longer. */
    static void write(int[] values, RandomAccessibleInterval<? extends IntegerType<?>> image) {
        int i = 0;
        for (IntegerType<?> value : Views.flatIterable(image)) value.setInteger(values[i++]);
    }

    static void write(float[] values, RandomAccessibleInterval<FloatType> image) {
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) value.set(values[i++]);
    }
}
