package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Options;

/**
 * Bends smoothly and at random: a B-spline over a coarse grid of normally distributed vectors (Ronneberger et al.
 * 2015). Options in pixels: spacing of the grid; sigma, the standard deviation of the displacement along x and y;
 * sigmaz, along z.
 */
@Plugin(type = Augmentation.class, name = "elastic", label = "Elastic deformation")
public class Elastic implements Augmentation {
    /** What the B-spline of independent values leaves of their standard deviation at a control point, for each axis. */
    private static final double SMOOTHING = Math.sqrt(0.5);

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("spacing", "80", "sigma", "8", "sigmaz", "0");
    }

    @Override
    public Warp bend(Warp warp, SplittableRandom random, Options options) {
        double spacing = options.real("spacing", 4, 10000);
        double sigma = options.real("sigma", 0, spacing);
        double sigmaZ = options.real("sigmaz", 0, spacing);
        int rank = warp.rank();
        if (sigma == 0 && (rank == 2 || sigmaZ == 0)) return warp;
        int[] points = SplineGrid.pointsFor(warp.size(), spacing);
        float[][] values = new float[rank][];
        for (int d = 0; d < rank; d++) {
            values[d] = normal(points, (d < 2 ? sigma : sigmaZ) / Math.pow(SMOOTHING, rank), random);
        }
        return warp.displaced(new SplineGrid(spacing, points, values));
    }

    private static float[] normal(int[] points, double deviation, SplittableRandom random) {
        float[] values = new float[Sizes.count(points)];
        for (int i = 0; i < values.length; i++) values[i] = (float) (deviation * random.nextGaussian());
        return values;
    }
}
