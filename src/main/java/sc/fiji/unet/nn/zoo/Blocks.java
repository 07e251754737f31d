package sc.fiji.unet.nn.zoo;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.Heads;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Upsample;

/**
 * The parts that most architectures share, drawn on one graph: convolution + normalization + activation, pooling,
 * up-sampling, dropout, the layer that gives the logits. Names are those of the U-Net wherever a part plays the same role,
 * so that weights can be handed from one architecture to another.
 */
final class Blocks {
    /** Width of a decoder's or encoder's finest level is at most this. */
    static final int WIDEST = 512;

    private static final int DEEPEST = 8;
    final GraphBuilder graph;
    private final Op activation;
    private final boolean batchNorm;
    private final double dropout;

    Blocks(int rank, int channels, Options options) {
        graph = new GraphBuilder(rank, channels);
        activation = activation(options);
        batchNorm = options.bool("batchnorm");
        dropout = options.real("dropout", 0, 0.95);
    }

    static int depth(Options options) {
        return options.integer("depth", 1, DEEPEST);
    }

    static int width(Options options) {
        return options.integer("width", 1, WIDEST);
    }

    /** The non-linearity that the option {@code activation} names. */
    private static Op activation(Options options) {
        return options.oneOf("activation", List.of("relu", "leakyrelu")).equals("relu") ? relu() : leakyRelu();
    }

    static Op relu() {
        return new Activation(Activation.Kind.RELU);
    }

    static Op leakyRelu() {
        return new Activation(Activation.Kind.LEAKY_RELU, 0.01);
    }

    /** A convolution that keeps the size, normalization where it is on, and the activation; gives the node of the last. */
    int layer(String name, int x, int channels, int kernel) {
        return layer(name, x, Conv.same(graph.channels(x), channels, kernel, !batchNorm));
    }

    /** Any convolution, normalization where it is on, and the activation; gives the node of the last. */
    int layer(String name, int x, Conv conv) {
        return activate(name, linear(name, x, conv));
    }

    /** A convolution, and normalization where it is on; gives the node of the last. */
    int linear(String name, int x, Conv conv) {
        x = graph.add(name + "_conv", conv, x);
        return batchNorm ? graph.batchNorm(name + "_norm", x) : x;
    }

    int activate(String name, int x) {
        return graph.add(name + "_act", activation, x);
    }

    /** Convolutions need a bias only where no normalization follows. */
    boolean bias() {
        return !batchNorm;
    }

    /** Two layers with 3 x 3 convolutions, as the U-Net has them at each level; gives the node of the last. */
    int pair(String name, int x, int channels) {
        return layer(name + "_b", layer(name + "_a", x, channels, 3), channels, 3);
    }

    /** What stands at each level in the place of the U-Net's two convolutions. */
    @FunctionalInterface
    interface Block {
        int add(String name, int x, int channels);
    }

    /**
     * The way down: a block a level, each half as large and twice as wide as the one above.
     *
     * @return the output of each level, the finest first, the bottom last
     */
    int[] encode(int x, int depth, int width, Block block) {
        int[] scales = new int[depth + 1];
        for (int level = 0; level < depth; level++) {
            scales[level] = block.add("down" + level, x, width << level);
            x = pool("pool" + level, scales[level]);
        }
        scales[depth] = drop("bottom", block.add("bottom", x, width << depth));
        return scales;
    }

    /** The way up: at each level the coarser one, enlarged, is joined to the skip, and a block follows. */
    int decode(int[] scales, int width, Block block) {
        int x = scales[scales.length - 1];
        for (int level = scales.length - 2; level >= 0; level--) {
            int channels = width << level;
            x = concat("skip" + level, scales[level], up("up" + level, x, channels));
            x = block.add("decode" + level, x, channels);
        }
        return x;
    }

    int pool(String name, int x) {
        return graph.add(name, new MaxPool(2), x);
    }

    /** Doubles the size by a transposed convolution. */
    int up(String name, int x, int channels) {
        return graph.upConv(name, x, channels);
    }

    int concat(String name, int... inputs) {
        return graph.add(name, new Concat(), inputs);
    }

    int drop(String name, int x) {
        return dropout == 0 ? x : graph.add(name + "_drop", new Dropout(dropout), x);
    }

    /** Dropout, then a 1 x 1 convolution to the classes: the end of the network. */
    Graph logits(int x, int classes) {
        graph.conv("logits", drop("logits", x), classes, 1, true);
        return graph.build();
    }

    /** As {@link #logits}, with further outputs for its training where the option {@code supervision} says so. */
    Graph supervised(int x, List<Head> heads, int classes, Options options) {
        int logits = graph.conv("logits", drop("logits", x), classes, 1, true);
        if (!options.bool("supervision") || heads.isEmpty()) return graph.build();
        IntStream further = heads.stream().mapToInt(head -> head(head, classes));
        graph.add(
                "heads",
                new Heads(),
                IntStream.concat(IntStream.of(logits), further).toArray());
        return graph.build();
    }

    private int head(Head head, int classes) {
        int logits = graph.conv(head.name(), head.x(), classes, head.kernel(), true);
        return head.factor() == 1 ? logits : graph.add(head.name() + "_full", new Upsample(head.factor()), logits);
    }

    /**
     * An output that only serves the training of a network: a convolution to the classes, enlarged by linear
     * interpolation to the size of the image.
     */
    record Head(String name, int x, int kernel, int factor) {}
}
