package sc.fiji.unet.auxiliary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rays from a voxel to points that a spiral spreads evenly over a sphere, or over an ellipsoid where voxels are no cubes, and
 * the triangles between neighbors: the convex hull of these points (Weigert et al. 2020).
 *
 * @param rays of length 1 along x, y, z
 * @param faces the rays at the corners of each triangle
 */
record GoldenSpiral(double[][] rays, int[][] faces) {
    private static final double ANGLE = (3 - Math.sqrt(5)) * Math.PI;

    /**
     * So many rays.
     *
     * @param anisotropy size of a voxel along x, y, z
     */
    static GoldenSpiral of(int count, double... anisotropy) {
        double[][] points = new double[count][3];
        for (int k = 0; k < count; k++) {
            double height = -1 + 2.0 * k / (count - 1);
            double width = Math.sqrt(Math.max(0, 1 - height * height));
            points[k][0] = width * Math.cos(ANGLE * k) / anisotropy[0];
            points[k][1] = width * Math.sin(ANGLE * k) / anisotropy[1];
            points[k][2] = height / anisotropy[2];
        }
        int[][] faces = new Hull(points).faces();
        for (double[] point : points) {
            double length = Math.sqrt(dot(point, point));
            for (int d = 0; d < 3; d++) point[d] /= length;
        }
        return new GoldenSpiral(points, faces);
    }

    static double dot(double[] a, double... b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    static double[] cross(double[] a, double... b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    /** Of points no four of which lie in a plane, each a corner: gift wrapping (Chand and Kapur 1970). */
    private record Hull(double[][] points) {
        int[][] faces() {
            List<int[]> faces = new ArrayList<>();
            Set<Long> sides = new HashSet<>();
            Deque<int[]> open = new ArrayDeque<>(List.of(first()));
            while (!open.isEmpty()) {
                int[] side = open.pop();
                if (sides.contains(key(side[0], side[1]))) continue;
                int[] face = {side[0], side[1], corner(side[0], side[1])};
                faces.add(face);
                for (int k = 0; k < 3; k++) {
                    sides.add(key(face[k], face[(k + 1) % 3]));
                    open.push(new int[] {face[(k + 1) % 3], face[k]}); // as its neighbor goes around it
                }
            }
            return faces.toArray(int[][]::new);
        }

        private long key(int from, int to) {
            return (long) from * points.length + to;
        }

        /** A side of a triangle at the first point, the lowest of all. */
        private int[] first() {
            for (int j = 1; j < points.length; j++) {
                int corner = corner(0, j);
                int side = j;
                boolean outside = Arrays.stream(points).allMatch(point -> above(0, side, corner, point) <= 1e-12);
                if (outside) return new int[] {0, j};
            }
            throw new IllegalStateException("points in a plane");
        }

        /** The third corner of the triangle from which all points lie on one side. */
        private int corner(int from, int to) {
            int corner = -1;
            for (int k = 0; k < points.length; k++) {
                if (k == from || k == to) continue;
                if (corner < 0 || above(from, to, corner, points[k]) > 0) corner = k;
            }
            return corner;
        }

        private double above(int a, int b, int c, double... point) {
            return dot(cross(minus(points[b], points[a]), minus(points[c], points[a])), minus(point, points[a]));
        }

        private static double[] minus(double[] a, double... b) {
            return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
        }
    }
}
