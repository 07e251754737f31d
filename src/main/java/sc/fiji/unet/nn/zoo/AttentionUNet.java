package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Multiply;
import sc.fiji.unet.nn.op.Upsample;

/**
 * A U-Net whose skips are weighted (Oktay et al. 2018): a gate sees the skip and the coarser level below it and gives each
 * pixel a factor in (0, 1), so that what does not matter is hushed before it reaches the decoder.
 */
@Plugin(type = Architecture.class, name = "attention-unet", label = "Attention U-Net")
public final class AttentionUNet implements Architecture {
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
        int[] scales = blocks.encode(0, depth, width, blocks::pair);
        int x = scales[depth];
        for (int level = depth - 1; level >= 0; level--) {
            int up = blocks.up("up" + level, x, width << level);
            x = blocks.concat("skip" + level, gate(blocks.graph, "gate" + level, scales[level], x), up);
            x = blocks.pair("decode" + level, x, width << level);
        }
        return blocks.logits(x, classes);
    }

    /** Additive attention at the size of the coarser level, its factors interpolated to the size of the skip. */
    private static int gate(GraphBuilder graph, String name, int skip, int coarse) {
        int channels = graph.channels(skip);
        int between = Math.max(1, channels / 2);
        int seen = graph.add(name + "_skip", new Conv(channels, between, 2, 2, 0, false), skip);
        int sum = graph.add(name + "_sum", new Add(), seen, graph.conv(name + "_coarse", coarse, between, 1, true));
        int score = graph.conv(name + "_score", graph.add(name + "_act", Blocks.relu(), sum), 1, 1, true);
        int factor = graph.add(name + "_factor", new Activation(Activation.Kind.SIGMOID), score);
        int factors = graph.add(name + "_resize", new Upsample(2), factor);
        return graph.add(name, new Multiply(), skip, factors);
    }
}
