package sc.fiji.unet.samples;

import java.util.Random;

/**
 * A roundish thing as biology makes them: an ellipse whose outline wobbles.
 *
 * @param x center
 * @param y center
 * @param a half axis along the angle
 * @param b half axis across
 * @param angle of the first axis, in radians
 * @param wobble strength and phase of the outline's waves: two to four around
 */
record Blob(double x, double y, double a, double b, double angle, double[] wobble) {
    static Blob random(Random random, double x, double y, double radius, double roughness) {
        double stretch = 1 + 0.45 * random.nextDouble();
        double[] wobble = new double[6];
        for (int wave = 0; wave < 3; wave++) {
            wobble[2 * wave] = roughness * random.nextDouble() / (wave + 1);
            wobble[2 * wave + 1] = 2 * Math.PI * random.nextDouble();
        }
        double root = Math.sqrt(stretch);
        return new Blob(x, y, radius * root, radius / root, Math.PI * random.nextDouble(), wobble);
    }

    /** How far out a position lies: 0 in the center, 1 on the outline, more outside. */
    double radius(double px, double py) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double u = ((px - x) * cos + (py - y) * sin) / a;
        double v = ((py - y) * cos - (px - x) * sin) / b;
        double direction = StrictMath.atan2(v, u);
        double outline = 1;
        for (int wave = 0; wave < wobble.length / 2; wave++) {
            outline += wobble[2 * wave] * StrictMath.cos((wave + 2) * direction + wobble[2 * wave + 1]);
        }
        return Math.sqrt(u * u + v * v) / outline;
    }

    /** The mean of the half axes. */
    double size() {
        return (a + b) / 2;
    }

    /** Distance between the centers of two blobs, in pixels. */
    double distance(Blob other) {
        double dx = x - other.x;
        double dy = y - other.y;
        return Math.sqrt(dx * dx + dy * dy);
    }
}
