package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.Map;
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
    public int separate(ClassMap map, int[] labels, Options options) {
        int border = options.integer("border", 1, Integer.MAX_VALUE);
        int[] interior =
                Arrays.stream(map.classes()).map(k -> k == border ? 0 : k).toArray();
        int count = Components.label(interior, map.size(), Connectivity.FACE, labels);
        grow(map, border, labels);
        return count == 0 ? 0 : Instances.compact(labels, label -> true);
    }

    /** Floods the border from all objects at once, pixel by pixel in order of distance. */
    private static void grow(ClassMap map, int border, int[] labels) {
        Neighbors neighbors = new Neighbors(map.size(), Connectivity.FACE);
        int[] queue = new int[labels.length];
        int last = 0;
        for (int i = 0; i < labels.length; i++) if (labels[i] > 0) queue[last++] = i;
        for (int first = 0; first < last; first++) {
            int n = neighbors.of(queue[first]);
            for (int i = 0; i < n; i++) {
                int near = neighbors.get(i);
                if (labels[near] != 0 || map.classes()[near] != border) continue;
                labels[near] = labels[queue[first]];
                queue[last++] = near;
            }
        }
    }
}
