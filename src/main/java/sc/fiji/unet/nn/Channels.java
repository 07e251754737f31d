package sc.fiji.unet.nn;

import java.util.List;

/** How many channels a node puts out. */
final class Channels {
    private Channels() {}

    static int of(List<Node> nodes, int index) {
        Node node = nodes.get(index);
        Op op = node.op();
        if (op instanceof Op.Input input) return input.channels();
        if (op instanceof Op.Conv conv) return conv.out();
        if (op instanceof Op.UpConv up) return up.out();
        var inputs = node.inputs().stream().mapToInt(input -> of(nodes, input));
        if (op instanceof Op.Concat) return inputs.sum();
        if (op instanceof Op.Multiply) return inputs.max().orElseThrow();
        return of(nodes, node.input());
    }
}
