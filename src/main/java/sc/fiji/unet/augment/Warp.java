package sc.fiji.unet.augment;

/**
 * Where each pixel of a patch is read from: with q the offset of a pixel from the center of the patch, the offset from
 * the center of the place read is {@code matrix * (q + u(q))}, u being an elastic displacement. Immutable.
 *
 * @param size of the patch: x, y, (z)
 * @param matrix row-major, one row and column an axis x, y, (z)
 * @param displacement u; null for none
 */
public record Warp(int[] size, double[] matrix, SplineGrid displacement) {
    /** Reads the patch as it is. */
    public static Warp identity(int... size) {
        int rank = size.length;
        double[] matrix = new double[rank * rank];
        for (int d = 0; d < rank; d++) matrix[d * rank + d] = 1;
        return new Warp(size.clone(), matrix, null);
    }

    /** Number of spatial axes: 2 or 3. */
    public int rank() {
        return size.length;
    }

    /** This warp after a linear map of the offsets: what the map shows is then shown through this warp. */
    public Warp times(double[] map) {
        int rank = rank();
        double[] product = new double[rank * rank];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                for (int k = 0; k < rank; k++) product[i * rank + j] += matrix[i * rank + k] * map[k * rank + j];
            }
        }
        return new Warp(size, product, displacement);
    }

    /** As {@link #times(double[])} for a map of the plane of two axes: (a, b) becomes (aa a + ab b, ba a + bb b). */
    public Warp timesInPlane(int a, int b, double... aaAbBaBb) {
        int rank = rank();
        double[] map = identity(size).matrix;
        map[a * rank + a] = aaAbBaBb[0];
        map[a * rank + b] = aaAbBaBb[1];
        map[b * rank + a] = aaAbBaBb[2];
        map[b * rank + b] = aaAbBaBb[3];
        return times(map);
    }

    /** This warp with another elastic displacement added to its own. */
    public Warp displaced(SplineGrid more) {
        return new Warp(size, matrix, displacement == null ? more : displacement.plus(more));
    }

    /** Whether pixels fall on pixels: flips, quarter turns and nothing else. */
    boolean isLattice() {
        if (displacement != null) return false;
        for (double m : matrix) {
            if (m != 0 && Math.abs(m) != 1) return false;
        }
        return true;
    }

    /** How far from the center of the place read a pixel may be read, along an axis, at most. */
    double reach(int axis) {
        double reach = 0;
        for (int d = 0; d < rank(); d++) {
            double offset = (size[d] - 1) / 2.0 + (displacement == null ? 0 : displacement.largest(d));
            reach += Math.abs(matrix[axis * rank() + d]) * offset;
        }
        return reach;
    }
}
