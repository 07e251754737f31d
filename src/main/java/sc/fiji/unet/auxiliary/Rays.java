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
    private static final double[] X = new double[COUNT];
    private static final double[] Y = new double[COUNT];

    static {
        for (int k = 0; k < COUNT; k++) {
            X[k] = StrictMath.cos(2 * Math.PI * k / COUNT);
            Y[k] = StrictMath.sin(2 * Math.PI * k / COUNT);
        }
    }

    private Rays() {}

    static double x(int ray) {
        return X[ray];
    }

    static double y(int ray) {
        return Y[ray];
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
