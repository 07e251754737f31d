package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.Unpool;

/**
 * SegNet (Badrinarayanan, Kendall and Cipolla 2017): the 13 convolutions of VGG-16 as encoder, and a decoder that mirrors them.
 * In place of skips, each pooling hands the places of its maxima to the unpooling opposite, which puts values back exactly
 * there: sharp outlines for little memory. With width 64 its encoder has the layer shapes of VGG-16.
 */
@Plugin(type = Architecture.class, name = "segnet", label = "SegNet")
public final class SegNet implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "width", "32",
                "batchnorm", "true",
                "dropout", "0",
                "activation", "relu");
    }

    /** Convolutions of each stage, and its channels in units of the width. */
    private static final int[] LAYERS = {2, 2, 3, 3, 3};

    private static final int[] WIDTHS = {1, 2, 4, 8, 8};

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        Blocks blocks = new Blocks(rank, channels, options);
        int width = Blocks.width(options);
        int stages = LAYERS.length;
        int[] pools = new int[stages];
        int x = 0;
        for (int stage = 0; stage < stages; stage++) {
            for (int i = 0; i < LAYERS[stage]; i++) x = layer(blocks, "down" + stage, i, x, width * WIDTHS[stage]);
            x = pools[stage] = blocks.pool("pool" + stage, x);
        }
        x = blocks.drop("bottom", x);
        for (int stage = stages - 1; stage >= 0; stage--) {
            x = blocks.graph.add("unpool" + stage, new Unpool(2), x, pools[stage]);
            for (int i = LAYERS[stage] - 1; i >= 0; i--) {
                int next = WIDTHS[i == 0 ? Math.max(0, stage - 1) : stage];
                x = layer(blocks, "decode" + stage, i, x, width * next);
            }
        }
        return blocks.logits(x, classes);
    }

    private static int layer(Blocks blocks, String stage, int index, int x, int channels) {
        return blocks.layer(stage + "_" + (char) ('a' + index), x, channels, 3);
    }
}
