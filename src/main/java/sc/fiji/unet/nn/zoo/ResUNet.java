package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.Conv;

/**
 * A U-Net of residual blocks (Zhang, Liu and Wang 2018), each of which adds its input, brought to the right number of channels
 * by a 1 x 1 convolution, to what two 3 x 3 layers make of it: gradients pass unhindered through deep networks. Activations
 * follow the sum (He et al. 2016a), so that all normalization folds into the convolutions when it predicts.
 */
@Plugin(type = Architecture.class, name = "resunet", label = "Residual U-Net")
public final class ResUNet implements Architecture {
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
        int width = Blocks.width(options);
        Blocks.Block block = (name, x, channelsOut) -> block(blocks, name, x, channelsOut);
        int[] scales = blocks.encode(0, Blocks.depth(options), width, block);
        return blocks.logits(blocks.decode(scales, width, block), classes);
    }

    private static int block(Blocks blocks, String name, int x, int channels) {
        int first = blocks.layer(name + "_a", x, channels, 3);
        int second = blocks.linear(name + "_b", first, Conv.same(channels, channels, 3, blocks.bias()));
        Conv point = Conv.same(blocks.graph.channels(x), channels, 1, blocks.bias());
        int shortcut = blocks.linear(name + "_shortcut", x, point);
        return blocks.activate(name, blocks.graph.add(name + "_sum", new Add(), second, shortcut));
    }
}
