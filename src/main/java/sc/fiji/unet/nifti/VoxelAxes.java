package sc.fiji.unet.nifti;

/**
 * How the three axes of a volume are taken from those it is stored by.
 *
 * @param from the stored axis that becomes each axis, from 0
 * @param flipped whether each axis then runs backwards
 */
public record VoxelAxes(int[] from, boolean[] flipped) {
    private static final int[][] ORDERS = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
    private static final String TOWARDS = "RASLPI";

    /** The axes as they are stored. */
    public static VoxelAxes stored() {
        return new VoxelAxes(new int[] {0, 1, 2}, new boolean[3]);
    }

    /**
     * So that x goes to the right of the patient, y to the front, z to the top (RAS+), each by the stored axis that is
     * nearest. A volume of a single plane keeps its plane, in which the axes are ordered alike.
     *
     * @param sizes along the stored axes
     */
    public static VoxelAxes canonical(NiftiAffine affine, int[] sizes) {
        VoxelAxes axes = nearest(affine.directions());
        int single = -1;
        for (int axis = 0; axis < 3; axis++) if (sizes[axis] == 1) single = single < 0 ? axis : 3;
        return single < 0 || single == 3 ? axes : axes.withLast(single);
    }

    /**
     * The stored axis that is nearest to each axis of the patient.
     *
     * @param directions of the stored axes, as {@link NiftiAffine#directions}
     */
    public static VoxelAxes nearest(double[][] directions) {
        int[] best = ORDERS[0];
        for (int[] order : ORDERS) if (likeness(directions, order) > likeness(directions, best) + 1e-9) best = order;
        boolean[] flipped = new boolean[3];
        for (int w = 0; w < 3; w++) flipped[w] = directions[w][best[w]] < 0;
        return new VoxelAxes(best.clone(), flipped);
    }

    private static double likeness(double[][] directions, int[] order) {
        double sum = 0;
        for (int w = 0; w < 3; w++) sum += Math.abs(directions[w][order[w]]);
        return sum;
    }

    private VoxelAxes withLast(int axis) {
        int[] order = new int[3];
        boolean[] turned = new boolean[3];
        int n = 0;
        for (int d = 0; d < 3; d++) {
            int place = from[d] == axis ? 2 : n++;
            order[place] = from[d];
            turned[place] = flipped[d];
        }
        return new VoxelAxes(order, turned);
    }

    /** These axes of the patient in the order and direction that another volume has them: both volumes lie alike then. */
    public VoxelAxes as(VoxelAxes other) {
        int[] order = new int[3];
        boolean[] turned = new boolean[3];
        for (int w = 0; w < 3; w++) {
            order[other.from[w]] = from[w];
            turned[other.from[w]] = flipped[w] != other.flipped[w];
        }
        return new VoxelAxes(order, turned);
    }

    /** Whether these are the stored axes in their order and direction, so that no voxel moves. */
    public boolean isStored() {
        for (int d = 0; d < 3; d++) if (from[d] != d || flipped[d]) return false;
        return true;
    }

    /** Where the stored axes of a volume go, such as "LPS": to the left, to the back, to the top. */
    public static String describe(NiftiAffine affine) {
        VoxelAxes axes = nearest(affine.directions());
        char[] letters = new char[3];
        for (int w = 0; w < 3; w++) letters[axes.from[w]] = TOWARDS.charAt(axes.flipped[w] ? w + 3 : w);
        return new String(letters);
    }

    /** The affine of a volume after its axes have changed. */
    public NiftiAffine applied(NiftiAffine affine, int[] sizes) {
        double[][] rows = new double[3][4];
        double[] origin = new double[3];
        for (int d = 0; d < 3; d++) if (flipped[d]) origin[from[d]] = sizes[from[d]] - 1;
        double[] place = affine.place(origin);
        for (int w = 0; w < 3; w++) {
            for (int d = 0; d < 3; d++) rows[w][d] = (flipped[d] ? -1 : 1) * affine.rows()[w][from[d]];
            rows[w][3] = place[w];
        }
        return new NiftiAffine(rows);
    }
}
