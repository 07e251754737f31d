package sc.fiji.unet.label;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Connected pixels of one class are one object. */
@Plugin(type = PostProcess.class, name = "components", label = "Connected pixels are one object")
public final class ConnectedObjects implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Map.of("diagonal", "true");
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        return Components.label(map.classes(), map.size(), Connectivity.of(options.bool("diagonal")), labels);
    }
}
