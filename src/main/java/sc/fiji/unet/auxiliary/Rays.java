package sc.fiji.unet.auxiliary;

/** Rays from a pixel, evenly around from +x over +y, and lengths along them as numbers in 0 to 1. */
final class Rays {
    static final int COUNT = 32;

    /** The length, in pixels, that is said as one half: those of small objects are said as finely as those of large ones. */
    private static final double HALF = 16;

    /** A border is never nearer than half a pixel. */
    private static final double SHORTEST = 0.5;

    private static final double LARGEST_SHARE = 0.999;
    private static final double SHORTEST_SAID = 1e-3;
    private static final double[][] USUAL = around(COUNT);

    private Rays() {}

    /** So many rays, along x and along y. */
    static double[][] around(int count) {
        double[][] rays = new double[2][count];
        for (int k = 0; k < count; k++) {
            rays[0][k] = StrictMath.cos(2 * Math.PI * k / count);
            rays[1][k] = StrictMath.sin(2 * Math.PI * k / count);
        }
        return rays;
    }

    static double x(int ray) {
        return USUAL[0][ray];
    }

    static double y(int ray) {
        return USUAL[1][ray];
    }

    /** A length in pixels that a network says as it is, as those of StarDist do. */
    static double pixels(double said) {
        return Math.max(SHORTEST_SAID, said);
    }

    static float said(double length) {
        return (float) (length / (length + HALF));
    }

    static double length(double said) {
        double share = Math.max(0, Math.min(LARGEST_SHARE, said));
        return Math.max(SHORTEST, HALF * share / (1 - share));
    }
}
