package sc.fiji.unet.nifti;

/**
 * From the indices of a voxel to where it lies: millimeters to the right, to the front and to the top of the patient.
 *
 * @param rows three of four numbers each, the last of which is where voxel 0 lies
 */
public record NiftiAffine(double[][] rows) {
    /** From the numbers of a qform (the "method 2" of the format's definition). */
    static NiftiAffine of(double[] quaternion, double[] spacing, double[] offset) {
        double b = quaternion[0];
        double c = quaternion[1];
        double d = quaternion[2];
        double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
        double[][] rotation = {
            {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
            {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
            {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
        };
        double[][] rows = new double[3][4];
        for (int w = 0; w < 3; w++) {
            for (int axis = 0; axis < 3; axis++) rows[w][axis] = rotation[w][axis] * spacing[axis];
            rows[w][3] = offset[w];
        }
        return new NiftiAffine(rows);
    }

    /** Whether the axes have lengths and three different directions, so that each voxel has a place of its own. */
    boolean isRegular() {
        for (double[] row : rows) for (double value : row) if (!Double.isFinite(value)) return false;
        for (int axis = 0; axis < 3; axis++) if (!(spacing(axis) > 0)) return false;
        return Math.abs(determinant()) > 1e-6;
    }

    private double determinant() {
        double[][] d = directions();
        return d[0][0] * (d[1][1] * d[2][2] - d[1][2] * d[2][1])
                - d[0][1] * (d[1][0] * d[2][2] - d[1][2] * d[2][0])
                + d[0][2] * (d[1][0] * d[2][1] - d[1][1] * d[2][0]);
    }

    /** Size of a voxel along one of its axes, from 0. */
    public double spacing(int axis) {
        return Math.sqrt(rows[0][axis] * rows[0][axis] + rows[1][axis] * rows[1][axis] + rows[2][axis] * rows[2][axis]);
    }

    /** How far each axis (second index) goes along each axis of the patient (first index), as columns of length 1. */
    public double[][] directions() {
        double[][] directions = new double[3][3];
        for (int w = 0; w < 3; w++) {
            for (int axis = 0; axis < 3; axis++) directions[w][axis] = rows[w][axis] / spacing(axis);
        }
        return directions;
    }

    /** Where a voxel lies. */
    public double[] place(double[] index) {
        double[] place = new double[3];
        for (int w = 0; w < 3; w++) {
            place[w] = rows[w][3];
            for (int axis = 0; axis < 3; axis++) place[w] += rows[w][axis] * index[axis];
        }
        return place;
    }
}
