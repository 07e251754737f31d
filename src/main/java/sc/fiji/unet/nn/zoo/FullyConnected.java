package sc.fiji.unet.nn.zoo;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.UpConv;

/**
 * A fully connected network: all pixels of a square of edge {@code size} go into one hidden layer of {@code hidden} units, and
 * from there to the logits of all its pixels. Written as the convolution and the transposed convolution that these layers are,
 * it takes images of any multiple of that size, square by square.
 * <p>It is here to be compared with: each square is seen by itself, so squares do not match at their edges, what is learned in
 * one place of a square is not known in another, and the number of weights grows with the square of {@code size}.
 */
@Plugin(type = Architecture.class, name = "fcn", label = "Fully connected")
public final class FullyConnected implements Architecture {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "size", "64",
                "hidden", "256",
                "dropout", "0");
    }

    @Override
    public Graph build(int rank, int channels, int classes, Options options) {
        int size = options.integer("size", 2, 256);
        int hidden = options.integer("hidden", 1, 4096);
        double dropout = options.real("dropout", 0, 0.95);
        GraphBuilder graph = new GraphBuilder(rank, channels);
        int x = graph.add("hidden", new Conv(channels, hidden, size, size, 0, true), 0);
        x = graph.add("hidden_act", Blocks.relu(), x);
        if (dropout > 0) x = graph.add("hidden_drop", new Dropout(dropout), x);
        graph.add("logits", new UpConv(hidden, classes, size), x);
        return graph.build();
    }
}
