package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Locality;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.label.Watershed;

/**
 * For networks that say how deep a pixel lies in its object: a watershed on that depth, mixed with the depth in the outline
 * of all that is foreground as much as shape says. A saddle that is lower than both peaks by the tolerance divides; what the
 * network nowhere finds as deep as the peak is no object.
 */
@Plugin(type = PostProcess.class, name = "distance", label = "Split where the network sees borders (depth)")
public final class DistanceSeparation implements PostProcess {
    /** From how far away values reach a pixel when they are smoothed; its outline is at most as far. */
    private static final int SMOOTHED = 2;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("shape", "0.5", "tolerance", "0.06", "peak", "0");
    }

    @Override
    public boolean needsProbabilities() {
        return true;
    }

    @Override
    public String auxiliary() {
        return "distance";
    }

    @Override
    public Map<String, double[]> tunable() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("tolerance", new double[] {0.03, 0.04, 0.06, 0.08, 0.12, 0.18});
        values.put("shape", new double[] {0, 0.25, 0.75, 1});
        values.put("peak", new double[] {0.2, 0.35, 0.5});
        return values;
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(true, 0, SMOOTHED));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        int pixels = map.classes().length;
        int last = map.probabilities().length - pixels;
        float[] depth = Arrays.copyOfRange(map.probabilities(), last, last + pixels);
        float[] height = Heights.of(map, depth, options.real("shape", 0, 1));
        int count = new Watershed(height, map, options.real("tolerance", 0, 1)).label(labels);
        double peak = options.real("peak", 0, 1);
        return peak == 0 ? count : Peaks.keep(labels, count, depth, peak);
    }
}
