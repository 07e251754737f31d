package sc.fiji.unet.imagej.labels;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;

/**
 * Whole numbers plane by plane, each plane read when it is asked for: all of them together may be too many for memory.
 *
 * @param count how many planes
 * @param plane the values of that of an index from 0, row by row
 */
public record PlaneValues(int count, IntFunction<int[]> plane) {
    /** Planes that are in memory. */
    public static PlaneValues of(int[][] planes) {
        return new PlaneValues(planes.length, i -> planes[i]);
    }

    /** Planes with axes x, y. */
    public static PlaneValues of(List<RandomAccessibleInterval<? extends IntegerType<?>>> planes) {
        return new PlaneValues(planes.size(), i -> ints(planes.get(i)));
    }

    int[] of(int index) {
        return plane.apply(index);
    }

    /** The least and the greatest value, 0 among them. */
    int[] range() {
        int[] range = new int[2];
        IntStream.range(0, count).forEach(i -> {
            for (int value : of(i)) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
            }
        });
        return range;
    }

    private static int[] ints(RandomAccessibleInterval<? extends IntegerType<?>> plane) {
        int[] values = new int[Math.toIntExact(plane.size())];
        int i = 0;
        for (IntegerType<?> value : Views.flatIterable(plane)) values[i++] = value.getInteger();
        return values;
    }
}
