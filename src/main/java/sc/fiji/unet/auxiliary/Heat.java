package sc.fiji.unet.auxiliary;

import java.util.Arrays;

/**
 * Heat that flows from the middle of an object to its cold surroundings; the edge of a patch, beyond which the object may go
 * on, lets none through. For one thread.
 */
final class Heat {
    private static final double NONE = 1e-100;

    private final NumberedPatch.One object;
    private final int[] size;
    private final int[] strides;
    private final double[] heat;

    Heat(NumberedPatch.One object) {
        this.object = object;
        size = object.size();
        strides = new int[size.length];
        for (int d = 0, stride = 1; d < size.length; stride *= size[d++]) strides[d] = stride;
        heat = new double[object.places().length];
    }

    /** Where heat comes from at each pixel inside, as a vector of length 1 along x, y, (z); 0 in the middle. */
    double[][] direction() {
        int middle = middle();
        int sweeps = Arrays.stream(size).sum();
        for (int i = 0; i < sweeps; i++) {
            boolean forth = i % 2 == 0;
            for (int k = 0; k < heat.length; k++) settle(forth ? k : heat.length - 1 - k, middle);
        }
        double[][] direction = new double[size.length][heat.length];
        for (int i = 0; i < heat.length; i++) if (object.inside()[i]) differences(i, direction);
        return direction;
    }

    /** The pixel inside that is nearest to the mean of all. */
    private int middle() {
        double[] mean = new double[size.length];
        int count = 0;
        for (int i = 0; i < heat.length; i++) {
            if (!object.inside()[i]) continue;
            count++;
            for (int d = 0; d < mean.length; d++) mean[d] += position(i, d);
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < heat.length; i++) {
            double squared = 0;
            for (int d = 0; d < mean.length; d++) squared += Math.pow(position(i, d) - mean[d] / count, 2);
            if (!object.inside()[i] || squared >= least) continue;
            least = squared;
            best = i;
        }
        return best;
    }

    private int position(int i, int d) {
        return i / strides[d] % size[d];
    }

    /** The mean of the neighbors, and more in the middle. */
    private void settle(int i, int middle) {
        if (!object.inside()[i]) return;
        double sum = 0;
        for (int d = 0; d < size.length; d++) sum += beside(i, d, -1) + beside(i, d, 1);
        heat[i] = sum / (2 * size.length) + (i == middle ? 1 : 0);
    }

    /** The heat of a neighbor; where the patch ends, the own. */
    private double beside(int i, int d, int step) {
        int there = position(i, d) + step;
        return there < 0 || there >= size[d] ? heat[i] : heat[i + step * strides[d]];
    }

    private void differences(int i, double[][] direction) {
        double squared = 0;
        for (int d = 0; d < size.length; d++) {
            direction[d][i] = beside(i, d, 1) - beside(i, d, -1);
            squared += direction[d][i] * direction[d][i];
        }
        double length = Math.sqrt(squared);
        for (double[] along : direction) along[i] = length < NONE ? 0 : along[i] / length;
    }
}
