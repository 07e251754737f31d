package sc.fiji.unet.label;

import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Splits touching objects where the network was less sure: a watershed on the probability of the class. A saddle that is
 * lower than both peaks by the tolerance divides.
 */
@Plugin(
        type = PostProcess.class,
        name = "watershed-probability",
        label = "Split where unsure (watershed on probability)")
public final class ProbabilityWatershed implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Map.of("tolerance", "0.1");
    }

    @Override
    public boolean needsProbabilities() {
        return true;
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(false, 0, 0));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        return new Watershed(map.confidence(), map, options.real("tolerance", 0, 1)).label(labels);
    }
}
