package sc.fiji.unet.registry;

import java.util.Map;
import org.scijava.plugin.SciJavaPlugin;

/**
 * One interchangeable part: a loss, a schedule, an architecture... Found by its {@code @Plugin(name = "stable-id")};
 * stateless, with a public constructor without arguments, so one instance serves every thread.
 */
public interface Extension extends SciJavaPlugin {
    /** Every option this part knows, with its default, in the order to show them. */
    default Map<String, String> defaults() {
        return Map.of();
    }
}
