package sc.fiji.unet.zarr;

import java.lang.reflect.Array;

/** Chunks whose axes were stored in another order. */
final class Transposed {
    private Transposed() {}

    static boolean isIdentity(int[] axes) {
        for (int d = 0; d < axes.length; d++) if (axes[d] != d) return false;
        return true;
    }

    /**
     * Brings numbers into the order of the array's axes.
     *
     * @param stored with the axes in the order of the store
     * @param shape along the array's axes
     * @param axes by stored axis, slowest first, which of the array's it is
     */
    static Object back(Object stored, int[] shape, int[] axes) {
        int rank = shape.length;
        int[] step = new int[rank]; // in the array, by stored axis
        for (int d = 0; d < rank; d++) {
            int step1 = 1;
            for (int e = axes[d] + 1; e < rank; e++) step1 *= shape[e];
            step[d] = step1;
        }
        int count = Array.getLength(stored);
        Object out = Array.newInstance(stored.getClass().getComponentType(), count);
        int[] position = new int[rank];
        int to = 0;
        for (int from = 0; from < count; from++) {
            copy(stored, from, out, to);
            for (int d = rank - 1; d >= 0; d--) {
                to += step[d];
                if (++position[d] < shape[axes[d]]) break;
                to -= step[d] * position[d];
                position[d] = 0;
            }
        }
        return out;
    }

    private static void copy(Object from, int i, Object to, int j) {
        if (from instanceof byte[] values) ((byte[]) to)[j] = values[i];
        else if (from instanceof short[] values) ((short[]) to)[j] = values[i];
        else if (from instanceof int[] values) ((int[]) to)[j] = values[i];
        else if (from instanceof float[] values) ((float[]) to)[j] = values[i];
        else if (from instanceof long[] values) ((long[]) to)[j] = values[i];
        else ((double[]) to)[j] = ((double[]) from)[i];
    }
}
