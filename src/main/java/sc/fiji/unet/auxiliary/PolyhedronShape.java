package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The voxels of a volume whose centers a star-convex polyhedron holds: those of the tetrahedra between its middle and faces. */
final class PolyhedronShape extends RayShape {
    private static final int AXES = 3;
    /** Which face lies in a direction is kept for voxels that are not farther than this. */
    private static final int REACH = 40;

    private static final int SIDE = 2 * REACH + 1;
    private static final double ROUNDING = 1e-9;
    private final int[] size;
    private final double[][] rays;
    private final int[][] faces;
    private final double[][][] corners; // of each face what a point has of each of its rays
    private final DoubleUnaryOperator length;
    private final double[] lengths;
    private final short[] known = new short[SIDE * SIDE * SIDE];
    private final int[] low = new int[AXES];
    private final int[] high = new int[AXES];
    private int last;

    /**
     * Has no voxels yet.
     *
     * @param size of the volume along x, y, z
     * @param length in voxels of what a network says of a ray
     */
    PolyhedronShape(int[] size, GoldenSpiral spiral, DoubleUnaryOperator length) {
        super(spiral.rays().length);
        this.size = size;
        this.length = length;
        rays = spiral.rays();
        faces = Arrays.stream(spiral.faces())
                .filter(face -> Math.abs(volume(face)) > ROUNDING)
                .toArray(int[][]::new);
        lengths = new double[rays.length];
        corners = new double[faces.length][][];
        for (int f = 0; f < faces.length; f++) {
            double volume = volume(faces[f]);
            corners[f] = new double[AXES][];
            for (int k = 0; k < AXES; k++) {
                double[] across = GoldenSpiral.cross(rays[faces[f][(k + 1) % AXES]], rays[faces[f][(k + 2) % AXES]]);
                corners[f][k] = Arrays.stream(across).map(v -> v / volume).toArray();
            }
        }
    }

    private double volume(int... face) {
        return GoldenSpiral.dot(rays[face[0]], GoldenSpiral.cross(rays[face[1]], rays[face[2]]));
    }

    @Override
    void fill(int center, float[] said, int first, double share) {
        int[] middle = {center % size[0], center / size[0] % size[1], center / size[0] / size[1]};
        int volume = size[0] * size[1] * size[2];
        for (int k = 0; k < lengths.length; k++)
            lengths[k] = share * length.applyAsDouble(said[first + k * volume + center]);
        for (int d = 0; d < AXES; d++) bound(d, middle[d]);
        clear();
        for (int z = low[2]; z <= high[2]; z++) {
            for (int y = low[1]; y <= high[1]; y++) {
                int row = ((middle[2] + z) * size[1] + middle[1] + y) * size[0] + middle[0];
                for (int x = low[0]; x <= high[0]; x++) if (holds(x, y, z)) add(row + x);
            }
        }
    }

    /** How far it reaches from its middle along an axis, within the volume. */
    private void bound(int axis, int middle) {
        double least = 0;
        double most = 0;
        for (int k = 0; k < lengths.length; k++) {
            least = Math.min(least, lengths[k] * rays[k][axis]);
            most = Math.max(most, lengths[k] * rays[k][axis]);
        }
        low[axis] = (int) Math.max(-middle, Math.ceil(least - ROUNDING));
        high[axis] = (int) Math.min(size[axis] - 1 - middle, Math.floor(most + ROUNDING));
    }

    private boolean holds(int x, int y, int z) {
        if (x == 0 && y == 0 && z == 0) return true;
        int face = face(x, y, z);
        if (face < 0) return false;
        double sum = 0;
        for (int k = 0; k < AXES; k++) sum += part(face, k, x, y, z) / lengths[faces[face][k]];
        return sum <= 1 + ROUNDING;
    }

    private double part(int face, int corner, int x, int y, int z) {
        double[] of = corners[face][corner];
        return of[0] * x + of[1] * y + of[2] * z;
    }

    /** The face in the direction of a voxel; less than 0 for none. */
    private int face(int x, int y, int z) {
        if (Math.max(Math.abs(x), Math.max(Math.abs(y), Math.abs(z))) > REACH) return look(x, y, z);
        int at = ((z + REACH) * SIDE + y + REACH) * SIDE + x + REACH;
        if (known[at] == 0) known[at] = (short) (2 + look(x, y, z));
        return known[at] - 2;
    }

    /** Most voxels lie in the direction of the same face as the one before. */
    private int look(int x, int y, int z) {
        if (isToward(last, x, y, z)) return last;
        for (int f = 0; f < faces.length; f++) {
            if (!isToward(f, x, y, z)) continue;
            last = f;
            return f;
        }
        return -1;
    }

    private boolean isToward(int face, int x, int y, int z) {
        for (int k = 0; k < AXES; k++) if (part(face, k, x, y, z) < -ROUNDING) return false;
        return true;
    }
}
