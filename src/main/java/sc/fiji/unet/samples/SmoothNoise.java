package sc.fiji.unet.samples;

import java.util.Random;

/**
 * Noise that varies smoothly over the plane: random values on a grid of spacing 1, blended in between (value noise).
 * A pure function of seed and position, the same on every machine.
 */
final class SmoothNoise {
    private final long seed;

    SmoothNoise(Random random) {
        seed = random.nextLong();
    }

    /** Noise in [-1, 1] with details of about 1 in size. */
    double at(double x, double y) {
        long left = (long) Math.floor(x);
        long top = (long) Math.floor(y);
        double u = ease(x - left);
        double v = ease(y - top);
        double upper = blend(grid(left, top), grid(left + 1, top), u);
        double lower = blend(grid(left, top + 1), grid(left + 1, top + 1), u);
        return blend(upper, lower, v);
    }

    /** Noise of about [-1, 1] with details of this size and, weaker, of its half and quarter. */
    double fractal(double x, double y, double size) {
        double coarse = at(x / size, y / size);
        double middle = at(2 * x / size + 31, 2 * y / size + 17);
        double fine = at(4 * x / size + 59, 4 * y / size + 83);
        return (4 * coarse + 2 * middle + fine) / 5;
    }

    private double grid(long x, long y) {
        long bits = seed ^ (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL);
        bits = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
        bits = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
        return ((bits ^ (bits >>> 32)) >> 11) * 0x1p-52;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double blend(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
