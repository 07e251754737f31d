package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;

/**
 * An encoder and a decoder as in the U-Net, but without skips: all that the output knows has passed the bottom, so outlines
 * are coarse. The baseline that shows what the skips are worth.
 */
@Plugin(type = Architecture.class, name = "cnn", label = "Encoder-decoder without skips")
public final class Cnn implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "depth", "4",
                "width", "32",
                "batchnorm", "true",
                "dropout", "0",
                "activation", "relu");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        Blocks blocks = new Blocks(rank, channels, options);
        int depth = Blocks.depth(options);
        int width = Blocks.width(options);
        int x = blocks.encode(0, depth, width, blocks::pair)[depth];
        for (int level = depth - 1; level >= 0; level--) {
            x = blocks.pair("decode" + level, blocks.up("up" + level, x, width << level), width << level);
        }
        return blocks.logits(x, classes);
    }
}
