package sc.fiji.unet.image;

import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;

/**
 * How alike the slices of a volume are: the correlation of their pixel values, in the first channel, as a mean over some
 * slices.
 *
 * @param near between neighbors
 * @param far between slices that lie half of the stack apart
 */
record SliceLikeness(double near, double far) {
    private static final int MOST_SLICES = 16;
    private static final int GRID = 64;

    /** Looks at a grid of pixels in some slices, two at least. */
    static SliceLikeness of(ImageSource volume) {
        int depth = (int) volume.size()[2];
        int step = Math.max(1, (depth - 1) / MOST_SLICES);
        double[] sums = new double[2];
        int count = 0;
        for (int z = 0; z + 1 < depth; z += step) {
            double[] slice = standardized(volume, z);
            sums[0] += product(slice, standardized(volume, z + 1));
            sums[1] += product(slice, standardized(volume, (z + depth / 2) % depth));
            count++;
        }
        return new SliceLikeness(sums[0] / count, sums[1] / count);
    }

    /** Some pixels of a slice, of mean 0 and length 1; all 0 where they are equal. */
    private static double[] standardized(ImageSource volume, int z) {
        RandomAccess<? extends RealType<?>> pixels = volume.pixels().randomAccess();
        pixels.setPosition(z, 2);
        pixels.setPosition(0, 3);
        double[] values = new double[GRID * GRID];
        for (int i = 0; i < values.length; i++) {
            for (int d = 0; d < 2; d++) {
                int at = d == 0 ? i % GRID : i / GRID;
                pixels.setPosition((long) ((at + 0.5) * volume.size()[d] / GRID), d);
            }
            values[i] = pixels.get().getRealDouble();
        }
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
        for (int i = 0; i < values.length; i++) values[i] -= mean;
        double length = Math.sqrt(product(values, values));
        for (int i = 0; i < values.length && length > 0; i++) values[i] /= length;
        return values;
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
