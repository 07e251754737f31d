package sc.fiji.unet.augment;

import java.util.Arrays;
import sc.fiji.unet.base.OptionException;

/**
 * A smooth displacement of every pixel of a patch: the uniform cubic B-spline over a coarse grid of control vectors
 * (Rueckert et al. 1999), as the U-Net paper deforms its images (Ronneberger et al. 2015). Immutable, thread safe.
 */
public final class SplineGrid {
    private final double spacing;
    private final int[] points;
    private final float[][] values;
    private final int[] firstAlongX;
    private final double[] weightsAlongX;

    /**
     * Takes over the control vectors.
     *
     * @param spacing pixels between control points
     * @param points number of control points along x, y, (z): see {@link #pointsFor}; the first lies one spacing outside
     * @param values one array an axis: that component of the control vectors in pixels, row-major ((z), y, x)
     */
    public SplineGrid(double spacing, int[] points, float[][] values) {
        this.spacing = spacing;
        this.points = points.clone();
        this.values = values;
        firstAlongX = new int[(int) Math.ceil((points[0] - 3) * spacing)];
        weightsAlongX = new double[4 * firstAlongX.length];
        for (int i = 0; i < weightsAlongX.length; i++) {
            double g = (i / 4) / spacing;
            firstAlongX[i / 4] = (int) g;
            weightsAlongX[i] = weight(i % 4, g - (int) g);
        }
    }

    /** The number of control points that a patch of this size needs, along each axis. */
    public static int[] pointsFor(int[] size, double spacing) {
        return Arrays.stream(size).map(s -> (int) ((s - 1) / spacing) + 4).toArray();
    }

    /** The sum of two displacements; where the grids differ, they are refused. */
    SplineGrid plus(SplineGrid other) {
        if (spacing != other.spacing || !Arrays.equals(points, other.points)) {
            throw new OptionException("elastic: spacing = " + spacing + " and " + other.spacing
                    + " in one plan: expected one grid spacing.");
        }
        float[][] sum = new float[values.length][];
        for (int d = 0; d < sum.length; d++) {
            sum[d] = values[d].clone();
            for (int i = 0; i < sum[d].length; i++) sum[d][i] += other.values[d][i];
        }
        return new SplineGrid(spacing, points, sum);
    }

    /** A bound of the displacement along an axis: B-splines stay within the hull of their control values. */
    double largest(int axis) {
        double largest = 0;
        for (float v : values[axis]) largest = Math.max(largest, Math.abs(v));
        return largest;
    }

    /** The displacements of a row of pixels: row[d][x] along axis d, for x from 0. */
    void row(int y, int z, double[][] row) {
        double[] control = new double[points[0]];
        for (int d = 0; d < values.length; d++) {
            collapse(values[d], y, z, control);
            for (int x = 0; x < row[d].length; x++) row[d][x] = interpolate(control, x);
        }
    }

    private void collapse(float[] component, int y, int z, double[] control) {
        Arrays.fill(control, 0);
        int firstY = (int) (y / spacing);
        int firstZ = (int) (z / spacing);
        double ty = y / spacing - firstY;
        double tz = z / spacing - firstZ;
        for (int k = 0; k < (points.length == 3 ? 4 : 1); k++) {
            double wz = points.length == 3 ? weight(k, tz) : 1;
            for (int j = 0; j < 4; j++) {
                double w = wz * weight(j, ty);
                int line = ((firstZ + k) * points[1] + firstY + j) * points[0];
                for (int i = 0; i < control.length; i++) control[i] += w * component[line + i];
            }
        }
    }

    private double interpolate(double[] control, int x) {
        int first = firstAlongX[x];
        double[] w = weightsAlongX;
        return w[4 * x] * control[first]
                + w[4 * x + 1] * control[first + 1]
                + w[4 * x + 2] * control[first + 2]
                + w[4 * x + 3] * control[first + 3];
    }

    /** The i-th of the four cubic B-spline weights at t in [0, 1) between the second and the third control point. */
    static double weight(int i, double t) {
        double s = 1 - t;
        return switch (i) {
            case 0 -> s * s * s / 6;
            case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
            case 2 -> (3 * s * s * s - 6 * s * s + 4) / 6;
            default -> t * t * t / 6;
        };
    }
}
