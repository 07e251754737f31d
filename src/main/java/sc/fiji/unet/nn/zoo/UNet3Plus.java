package sc.fiji.unet.nn.zoo;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Upsample;

/**
 * UNet 3+ (Huang et al. 2020): every scale of the decoder sees every scale of the network, brought to its size by pooling or
 * by linear interpolation and to {@code fusion} channels (64 in the paper) by a 3 x 3 convolution. With {@code supervision}
 * each coarser scale of the decoder, the bottom included, has an output of its own while it trains: a 3 x 3 convolution to
 * the classes, interpolated to full size; all outputs count alike, as in the paper. Without its classification-guided module.
 */
@Plugin(type = Architecture.class, name = "unet3plus", label = "UNet 3+")
public final class UNet3Plus implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "depth", "4",
                "width", "32",
                "fusion", "64",
                "batchnorm", "true",
                "dropout", "0",
                "activation", "relu",
                "supervision", "false");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        Blocks blocks = new Blocks(rank, channels, options);
        int depth = Blocks.depth(options);
        int fusion = options.integer("fusion", 1, Blocks.WIDEST);
        int[] scales = blocks.encode(0, depth, Blocks.width(options), blocks::pair);
        for (int level = depth - 1; level >= 0; level--) scales[level] = fuse(blocks, scales, level, fusion);
        List<Blocks.Head> heads = IntStream.rangeClosed(1, depth)
                .mapToObj(level -> new Blocks.Head("logits" + level, scales[level], 3, 1 << level))
                .toList();
        return blocks.supervised(scales[0], heads, classes, options);
    }

    /** What is above still comes from the encoder, what is below already from the decoder. */
    private static int fuse(Blocks blocks, int[] scales, int level, int channels) {
        int[] parts = new int[scales.length];
        for (int from = 0; from < scales.length; from++) {
            String name = "decode" + level + "_from" + from;
            parts[from] = blocks.layer(name, resize(blocks, name + "_resize", scales[from], from - level), channels, 3);
        }
        int all = blocks.concat("decode" + level + "_all", parts);
        return blocks.layer("decode" + level, all, channels * parts.length, 3);
    }

    private static int resize(Blocks blocks, String name, int x, int levelsUp) {
        if (levelsUp == 0) return x;
        Op resize = levelsUp > 0 ? new Upsample(1 << levelsUp) : new MaxPool(1 << -levelsUp);
        return blocks.graph.add(name, resize, x);
    }
}
