package sc.fiji.unet.nn.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Op;

/**
 * The U-Net (Ronneberger, Fischer and Brox 2015): an encoder that halves the size and doubles the channels {@code depth}
 * times, a decoder that mirrors it, and skips that hand fine detail across. Size-keeping convolutions, and batch
 * normalisation unless switched off.
 */
@Plugin(type = Architecture.class, name = "unet", label = "U-Net (2015)")
public final class UNet implements Architecture {
    @Override
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("depth", "4");
        defaults.put("width", "32");
        defaults.put("batchnorm", "true");
        defaults.put("dropout", "0");
        defaults.put("activation", "relu");
        defaults.put("upsampling", "transposed");
        return defaults;
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        return new Build(new GraphBuilder(rank, channels), options).network(classes);
    }

    private static final class Build {
        private final GraphBuilder graph;
        private final int depth;
        private final int width;
        private final boolean batchNorm;
        private final double dropout;
        private final Op activation;
        private final boolean transposed;

        Build(GraphBuilder graph, Options options) {
            this.graph = graph;
            depth = options.integer("depth", 1, 8);
            width = options.integer("width", 1, 512);
            batchNorm = options.bool("batchnorm");
            dropout = options.real("dropout", 0, 0.95);
            activation = Activations.of(options);
            transposed = options.oneOf("upsampling", List.of("transposed", "bilinear"))
                    .equals("transposed");
        }

        Graph network(int classes) {
            int[] skips = new int[depth];
            int x = 0;
            for (int level = 0; level < depth; level++) {
                skips[level] = block("down" + level, x, width << level);
                x = graph.add("pool" + level, new Op.MaxPool(2), skips[level]);
            }
            x = drop("bottom", block("bottom", x, width << depth));
            for (int level = depth - 1; level >= 0; level--) {
                x = graph.add("skip" + level, new Op.Concat(), skips[level], up("up" + level, x, width << level));
                x = block("decode" + level, x, width << level);
            }
            graph.conv("logits", drop("logits", x), classes, 1, true);
            return graph.build();
        }

        private int block(String name, int x, int channels) {
            return layer(name + "_b", layer(name + "_a", x, channels), channels);
        }

        private int layer(String name, int x, int channels) {
            x = graph.conv(name + "_conv", x, channels, 3, !batchNorm);
            if (batchNorm) x = graph.batchNorm(name + "_norm", x);
            return graph.add(name + "_act", activation, x);
        }

        private int up(String name, int x, int channels) {
            if (transposed) return graph.upConv(name, x, channels);
            return graph.conv(name, graph.add(name + "_resize", new Op.Upsample(2), x), channels, 1, true);
        }

        private int drop(String name, int x) {
            return dropout == 0 ? x : graph.add(name + "_drop", new Op.Dropout(dropout), x);
        }
    }
}
