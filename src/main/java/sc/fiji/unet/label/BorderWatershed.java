package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * For networks with a class for the border of touching objects: each connected piece of interior is an object, and border
 * pixels go to the object that reaches them first. Border that touches no interior is no object.
 */
@Plugin(type = PostProcess.class, name = "watershed-border", label = "Split at the border class")
public final class BorderWatershed implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Map.of("border", "2");
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(true, 0, 0));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        int border = options.integer("border", 1, Integer.MAX_VALUE);
        int[] interior =
                Arrays.stream(map.classes()).map(k -> k == border ? 0 : k).toArray();
        int count = Components.label(interior, map.size(), Connectivity.FACE, labels);
        int[] classes = map.classes();
        Growth.of(labels, map.size(), (from, near) -> classes[near] == border);
        return count == 0 ? 0 : Instances.compact(labels, label -> true);
    }
}
