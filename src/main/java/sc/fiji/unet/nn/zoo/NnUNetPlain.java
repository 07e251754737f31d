package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.InstanceNorm;

/**
 * The plain convolutional U-Net of nnU-Net (Isensee et al. 2021): instance normalization, leaky rectifiers, convolutions of
 * stride 2 in place of pooling, and channels that double up to {@code widest} (512 for images, 320 for volumes in nnU-Net). One
 * output, without nnU-Net's deep supervision.
 * <p>Its statistics are those of the patch it is given, so tiles of an image do not give exactly what the whole would.
 */
@Plugin(type = Architecture.class, name = "nnunet-plain", label = "Plain nnU-Net")
public final class NnUNetPlain implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "depth", "5",
                "width", "32",
                "widest", "512",
                "dropout", "0");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        return new Build(new GraphBuilder(rank, channels), options).network(classes);
    }

    private static final class Build {
        private final GraphBuilder graph;
        private final int depth;
        private final int width;
        private final int widest;
        private final double dropout;

        Build(GraphBuilder graph, Options options) {
            this.graph = graph;
            depth = Blocks.depth(options);
            width = Blocks.width(options);
            widest = options.integer("widest", width, 2048);
            dropout = options.real("dropout", 0, 0.95);
        }

        Graph network(int classes) {
            int[] skips = new int[depth];
            int x = 0;
            for (int level = 0; level < depth; level++) {
                x = skips[level] = block("down" + level, x, channels(level), level == 0 ? 1 : 2);
            }
            x = drop(block("bottom", x, channels(depth), 2));
            for (int level = depth - 1; level >= 0; level--) {
                int up = graph.upConv("up" + level, x, channels(level));
                x = graph.add("skip" + level, new Concat(), skips[level], up);
                x = block("decode" + level, x, channels(level), 1);
            }
            graph.conv("logits", x, classes, 1, true);
            return graph.build();
        }

        private int channels(int level) {
            return Math.min(widest, width << level);
        }

        private int block(String name, int x, int channels, int stride) {
            return layer(name + "_b", layer(name + "_a", x, channels, stride), channels, 1);
        }

        private int layer(String name, int x, int channels, int stride) {
            x = graph.add(name + "_conv", new Conv(graph.channels(x), channels, 3, stride, 1, true), x);
            x = graph.add(name + "_norm", new InstanceNorm(channels, 1e-5), x);
            return graph.add(name + "_act", Blocks.leakyRelu(), x);
        }

        private int drop(int x) {
            return dropout == 0 ? x : graph.add("bottom_drop", new Dropout(dropout), x);
        }
    }
}
