package sc.fiji.unet.auxiliary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Locality;
import sc.fiji.unet.label.PostProcess;

/**
 * For networks that say in which direction the middle of its object lies: pixels are moved there step by step, and those
 * that end at the same place are an object. Ends are widened by join pixels, and are the same place where they touch then;
 * fewer than least pixels make no object but go to their neighbors. Objects are dropped where the directions are not those of
 * their shape: by a mean squared difference above error, 0 for none (flow_threshold of Cellpose).
 */
@Plugin(type = PostProcess.class, name = "flow", label = "Pixels that flow to the same place are one object")
public final class FlowSeparation implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("join", "1", "least", "5", "error", "0");
    }

    @Override
    public Map<String, double[]> tunable() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("join", new double[] {0, 1, 2});
        values.put("least", new double[] {5, 10, 20});
        return values;
    }

    @Override
    public boolean needsProbabilities() {
        return true;
    }

    @Override
    public String auxiliary() {
        return "flow";
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(true, join(options), 1));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        int[] ends = new Flow(map).ends();
        Ends.number(map, ends, join(options), (int) options.real("least", 0, 1e6), labels);
        int count = new Pieces(map, labels).whole();
        double error = options.real("error", 0, 8);
        return error == 0 ? count : FlowErrors.of(map, labels).drop(error);
    }

    private static int join(Options options) {
        return (int) options.real("join", 0, 100);
    }
}
