package sc.fiji.unet.label;

import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Tells objects apart by contact alone: connected pixels of one class are one object, touching ones are not parted. */
@Plugin(type = PostProcess.class, name = "components", label = "Connected pixels are one object")
public final class ConnectedObjects implements PostProcess {
    @Override
    public Map<String, String> defaults() {
        return Map.of("diagonal", "true");
    }

    @Override
    public Optional<Locality> locality(Options options) {
        return Optional.of(new Locality(false, 0, 0));
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        return Components.label(map.classes(), map.size(), Connectivity.of(options.bool("diagonal")), labels);
    }
}
