package sc.fiji.unet.nn.zoo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;

/**
 * UNet++ (Zhou et al. 2018): between encoder and decoder the skips pass blocks of their own, each of which sees all earlier
 * ones of its level and the one below. With {@code supervision} each node at full resolution has an output of its own while
 * the network trains, a 1 x 1 convolution to the classes; all outputs count alike, as in the paper. The last one answers.
 */
@Plugin(type = Architecture.class, name = "unetplusplus", label = "UNet++")
public final class UNetPlusPlus implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "depth", "4",
                "width", "32",
                "batchnorm", "true",
                "dropout", "0",
                "activation", "relu",
                "supervision", "false");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        Blocks blocks = new Blocks(rank, channels, options);
        int depth = Blocks.depth(options);
        int width = Blocks.width(options);
        int[] encoder = blocks.encode(0, depth, width, blocks::pair);
        int[][] nodes = new int[depth + 1][depth + 1];
        for (int level = 0; level <= depth; level++) nodes[level][0] = encoder[level];
        for (int column = 1; column <= depth; column++) {
            for (int level = 0; level <= depth - column; level++) {
                String at = level + "_" + column;
                int[] earlier = Arrays.copyOf(nodes[level], column + 1);
                earlier[column] = blocks.up("up" + at, nodes[level + 1][column - 1], width << level);
                nodes[level][column] = blocks.pair("decode" + at, blocks.concat("skip" + at, earlier), width << level);
            }
        }
        List<Blocks.Head> heads = IntStream.range(1, depth)
                .mapToObj(column -> new Blocks.Head("logits" + column, nodes[0][column], 1, 1))
                .toList();
        return blocks.supervised(nodes[0][depth], heads, classes, options);
    }
}
