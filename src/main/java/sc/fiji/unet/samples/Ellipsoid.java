package sc.fiji.unet.samples;

import java.util.Random;

/**
 * A roundish body in space; lengths in pixels of a plane.
 *
 * @param center x, y, z
 * @param halfAxes along the three directions
 * @param directions unit vectors at right angles
 */
record Ellipsoid(double[] center, double[] halfAxes, double[][] directions) {
    /** One of about this radius, turned anyhow. */
    static Ellipsoid random(Random random, double[] center, double radius) {
        double[] stretch = {0.85 + 0.3 * random.nextDouble(), 0.85 + 0.3 * random.nextDouble(), 1};
        stretch[2] = 1 / (stretch[0] * stretch[1]); // the volume stays
        double[] axes = {radius * stretch[0], radius * stretch[1], radius * stretch[2]};
        double[] first = direction(random);
        double[] second = cross(first, direction(random));
        double length = Math.sqrt(dot(second, second));
        for (int d = 0; d < 3; d++) second[d] /= length;
        return new Ellipsoid(center, axes, new double[][] {first, second, cross(first, second)});
    }

    /** A unit vector, each direction as likely as any other. */
    static double[] direction(Random random) {
        double z = 2 * random.nextDouble() - 1;
        double angle = 2 * Math.PI * random.nextDouble();
        double across = Math.sqrt(1 - z * z);
        return new double[] {across * StrictMath.cos(angle), across * StrictMath.sin(angle), z};
    }

    /** How far out a position lies: 0 in the center, 1 on the surface, more outside. */
    double radius(double x, double y, double z) {
        double[] from = {x - center[0], y - center[1], z - center[2]};
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double along = dot(from, directions[axis]) / halfAxes[axis];
            sum += along * along;
        }
        return Math.sqrt(sum);
    }

    /** The mean of the half axes. */
    double size() {
        return (halfAxes[0] + halfAxes[1] + halfAxes[2]) / 3;
    }

    /** Distance between the centers of two bodies. */
    double distance(Ellipsoid other) {
        double[] apart = new double[3];
        for (int d = 0; d < 3; d++) apart[d] = center[d] - other.center[d];
        return Math.sqrt(dot(apart, apart));
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
