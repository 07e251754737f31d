package sc.fiji.unet.nn.zoo;

import java.util.List;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Crop;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Upsample;

/**
 * The U-Net (Ronneberger, Fischer and Brox 2015): an encoder that halves the size and doubles the channels {@code depth}
 * times, a decoder that mirrors it, and skips that hand fine detail across. Batch normalization unless switched off.
 *
 * <p>Convolutions keep the size by zero padding ({@code same}), or use none, as in the paper ({@code valid}): then the
 * input is mirrored outwards first by as much as the convolutions will eat, so output and input are of one size as in
 * every other network, each pixel sees a full surrounding, and patches must be larger than that border.
 */
@Plugin(type = Architecture.class, name = "unet", label = "U-Net (2015)")
public final class UNet implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "depth", "4",
                "width", "32",
                "batchnorm", "true",
                "dropout", "0",
                "activation", "relu",
                "upsampling", "transposed",
                "convolutions", "same");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        return new Build(new Blocks(rank, channels, options), options).network(classes);
    }

    private static final class Build {
        private final Blocks blocks;
        private final int depth;
        private final int width;
        private final boolean transposed;
        private final int padding;

        Build(Blocks blocks, Options options) {
            this.blocks = blocks;
            depth = Blocks.depth(options);
            width = Blocks.width(options);
            transposed = options.oneOf("upsampling", List.of("transposed", "bilinear"))
                    .equals("transposed");
            padding = options.oneOf("convolutions", List.of("same", "valid")).equals("same") ? 1 : 0;
        }

        Graph network(int classes) {
            ValidBorders borders = new ValidBorders(depth);
            int image = valid() ? blocks.graph.add("mirror", new Mirror(borders.mirrored()), 0) : 0;
            int[] scales = blocks.encode(image, depth, width, this::block);
            int x = scales[depth];
            for (int level = depth - 1; level >= 0; level--) {
                int skip = crop("crop" + level, scales[level], borders.skip(level));
                x = blocks.concat("skip" + level, skip, up("up" + level, x, width << level));
                x = block("decode" + level, x, width << level);
            }
            return blocks.logits(crop("crop", x, borders.surplus()), classes);
        }

        private boolean valid() {
            return padding == 0;
        }

        private int crop(String name, int x, int border) {
            return valid() && border > 0 ? blocks.graph.add(name, new Crop(border), x) : x;
        }

        private int block(String name, int x, int channels) {
            return layer(name + "_b", layer(name + "_a", x, channels), channels);
        }

        private int layer(String name, int x, int channels) {
            return blocks.layer(name, x, new Conv(blocks.graph.channels(x), channels, 3, 1, padding, blocks.bias()));
        }

        private int up(String name, int x, int channels) {
            if (transposed) return blocks.up(name, x, channels);
            return blocks.graph.conv(name, blocks.graph.add(name + "_resize", new Upsample(2), x), channels, 1, true);
        }
    }

    /**
     * What 3 x 3 convolutions without padding cost: two a block eat 2 pixels a side at their level, so from a skip to its
     * counterpart on the way up k levels eat 6 * 2^k - 8, and the whole network 6 * 2^depth - 4 (92 for the paper's 4).
     */
    private record ValidBorders(int depth) {
        /** Two more than will be eaten, so that every level can be halved. */
        int mirrored() {
            return (6 << depth) - 4 + surplus();
        }

        int surplus() {
            return 2;
        }

        int skip(int level) {
            return (6 << depth - level) - 8;
        }
    }
}
