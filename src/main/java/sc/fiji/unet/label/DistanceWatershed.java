package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Splits touching roundish objects where they are narrow: a watershed on the distance to the object's border. A neck that
 * is thinner than both sides by the tolerance (radius, in pixels along x) divides.
 */
@Plugin(type = PostProcess.class, name = "watershed-distance", label = "Split at narrow places (watershed on distance)")
public final class DistanceWatershed implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Map.of("tolerance", "0.75");
    }

    @Override
    public Map<String, double[]> tunable() {
        return Map.of("tolerance", new double[] {0.5, 0.75, 1, 1.5, 2, 3});
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(false, 0, 1));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        double tolerance = options.real("tolerance", 0, 1e6);
        return new Watershed(depth(map), map, tolerance).label(labels);
    }

    /** Distance of each pixel to the nearest of another class, in pixels along x; what lies outside is unknown. */
    private static float[] depth(ClassMap map) {
        int[] classes = map.classes();
        double[] spacing = map.spacing().clone();
        for (int d = 0; d < spacing.length; d++) spacing[d] /= map.spacing()[0];
        float[] depth = new float[classes.length];
        int[] present = Arrays.stream(classes).filter(k -> k > 0).distinct().toArray();
        for (int k : present) {
            float[] squared = DistanceTransform.squared(i -> classes[i] != k, map.size(), spacing);
            for (int i = 0; i < depth.length; i++) if (classes[i] == k) depth[i] = (float) Math.sqrt(squared[i]);
        }
        return depth;
    }
}
