package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.MaxPool;

/**
 * A U-Net whose blocks look at several scales at once, as in Inception (Szegedy et al. 2015): 1 x 1, 3 x 3 and 5 x 5
 * convolutions and a 3 x 3 maximum side by side, each with a quarter of the channels, behind 1 x 1 convolutions that keep them
 * cheap.
 */
@Plugin(type = Architecture.class, name = "inception-unet", label = "Inception U-Net")
public final class InceptionUNet implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "depth", "4",
                "width", "32",
                "batchnorm", "true",
                "dropout", "0",
                "activation", "leakyrelu");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        Blocks blocks = new Blocks(rank, channels, options);
        int width = options.integer("width", 4, Blocks.WIDEST);
        Blocks.Block block = (name, x, channelsOut) -> block(blocks, name, x, channelsOut);
        int[] scales = blocks.encode(0, Blocks.depth(options), width, block);
        return blocks.logits(blocks.decode(scales, width, block), classes);
    }

    private static int block(Blocks blocks, String name, int x, int channels) {
        int quarter = channels / 4;
        int point = blocks.layer(name + "_point", x, quarter, 1);
        int three = blocks.layer(name + "_three", blocks.layer(name + "_three_in", x, quarter, 1), quarter, 3);
        int five = blocks.layer(name + "_five", blocks.layer(name + "_five_in", x, quarter, 1), quarter, 5);
        int maximum = blocks.graph.add(name + "_maximum", new MaxPool(3, 1, 1), x);
        int pooled = blocks.layer(name + "_pooled", maximum, channels - 3 * quarter, 1);
        return blocks.concat(name, point, three, five, pooled);
    }
}
