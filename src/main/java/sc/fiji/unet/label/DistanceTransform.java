package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Exact Euclidean distances to the nearest of some pixels, in a plane or volume whose pixels need not be square: one pass
 * of lower envelopes of parabolas along each axis (Felzenszwalb and Huttenlocher 2012), linear in the number of pixels.
 */
public final class DistanceTransform {
    private final float[] squared;
    private double[] values;
    private double[] bounds;
    private int[] apexes;

    private DistanceTransform(float[] squared) {
        this.squared = squared;
    }

    /**
     * Computes squared distances.
     *
     * @param isSource whether the pixel of this index is one to measure from
     * @param size x, y, (z); pixels are row-major, ((z), y, x)
     * @param spacing physical size of a pixel along x, y, (z)
     * @return squared distance of each pixel to the nearest source; infinite where there is none
     */
    public static float[] squared(IntPredicate isSource, int[] size, double[] spacing) {
        float[] squared = new float[Pixels.count(size)];
        for (int i = 0; i < squared.length; i++) squared[i] = isSource.test(i) ? 0 : Float.POSITIVE_INFINITY;
        DistanceTransform transform = new DistanceTransform(squared);
        int stride = 1;
        for (int d = 0; d < size.length; d++) {
            transform.alongAxis(stride, size[d], spacing[d]);
            stride *= size[d];
        }
        return squared;
    }

    /** The same in pixels. */
    public static float[] squared(IntPredicate isSource, int[] size) {
        double[] spacing = new double[size.length];
        Arrays.fill(spacing, 1);
        return squared(isSource, size, spacing);
    }

    private void alongAxis(int stride, int length, double spacing) {
        values = new double[length];
        bounds = new double[length + 1];
        apexes = new int[length];
        int block = stride * length;
        for (int start = 0; start < squared.length; start += block) {
            for (int line = start; line < start + stride; line++) {
                for (int i = 0; i < length; i++) values[i] = squared[line + i * stride];
                int parabolas = envelope(length, spacing * spacing);
                if (parabolas > 0) fill(line, stride, length, spacing * spacing);
            }
        }
    }

    /** Finds the parabolas that form the lower envelope and where each begins; returns how many. */
    private int envelope(int length, double unit) {
        int count = 0;
        for (int q = 0; q < length; q++) {
            if (Double.isInfinite(values[q])) continue;
            double begin = Double.NEGATIVE_INFINITY;
            while (count > 0) {
                begin = intersection(apexes[count - 1], q, unit);
                if (begin > bounds[count - 1]) break;
                count--;
            }
            bounds[count] = count == 0 ? Double.NEGATIVE_INFINITY : begin;
            apexes[count++] = q;
        }
        bounds[count] = Double.POSITIVE_INFINITY;
        return count;
    }

    private double intersection(int p, int q, double unit) {
        double lower = values[p] + unit * p * p;
        double upper = values[q] + unit * q * q;
        return (upper - lower) / (2 * unit * (q - p));
    }

    private void fill(int line, int stride, int length, double unit) {
        int k = 0;
        for (int i = 0; i < length; i++) {
            while (bounds[k + 1] < i) k++;
            double offset = i - apexes[k];
            squared[line + i * stride] = (float) (values[apexes[k]] + unit * offset * offset);
        }
    }
}
