package sc.fiji.unet.auxiliary;

import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.Locality;
import sc.fiji.unet.label.PostProcess;

/**
 * For networks that say what is at the border of an object: connected pixels that are less likely so than the level are the
 * inside of an object, and the others go to the object that reaches them first.
 */
@Plugin(type = PostProcess.class, name = "border", label = "Split where the network sees borders")
public final class BorderSeparation implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Map.of("level", "0.5");
    }

    @Override
    public Map<String, double[]> tunable() {
        return Map.of("level", new double[] {0.3, 0.4, 0.5, 0.6, 0.7});
    }

    @Override
    public boolean needsProbabilities() {
        return true;
    }

    @Override
    public String auxiliary() {
        return "border";
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(false, 0, 0));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        double level = options.real("level", 0, 1);
        int[] classes = map.classes();
        int last = map.probabilities().length - classes.length;
        int[] inside = new int[classes.length];
        for (int i = 0; i < inside.length; i++) {
            if (classes[i] > 0 && map.probabilities()[last + i] < level) inside[i] = classes[i];
        }
        Components.label(inside, map.size(), Connectivity.FACE, labels);
        return new Pieces(map, labels).whole();
    }
}
