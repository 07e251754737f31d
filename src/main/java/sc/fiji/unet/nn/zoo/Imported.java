package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphText;

/**
 * A network that came from elsewhere, operation by operation as {@link GraphText} writes them. Nobody chooses it: cards of
 * imported models name it, and trainings that go on from them take it over. What is done to all of its answer before classes are
 * decided is an option that only who segments looks at.
 */
@Plugin(type = Architecture.class, name = Imported.ID, label = "Imported network", visible = false)
public final class Imported implements Architecture {
    /** The name in model cards. */
    public static final String ID = "imported";

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("graph", "c*k1s1p0", "answer", "");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        return GraphText.parse(options.text("graph"), rank, channels, classes);
    }
}
