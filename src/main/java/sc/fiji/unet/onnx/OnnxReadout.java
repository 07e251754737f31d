package sc.fiji.unet.onnx;

import java.util.Map;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.op.Readout;

/**
 * The one thing that our networks do to parts of channels, at their end: probabilities of the first, which are classes, and a
 * number for each of the others by itself, in 0 to 1 or as it is. Whatever else is done to parts is refused.
 */
record OnnxReadout(OnnxNetwork network) {
    /** Whether an operator cuts channels apart, or reads what was cut. */
    boolean reads(OnnxOperator op) {
        for (int i = 0; i < op.inputs().size(); i++) {
            if (network.value(op, i) instanceof ChannelPart) return true;
        }
        if (!(network.value(op, 0) instanceof ComputedImage x)) return false;
        return op.type().equals("Split") || op.type().equals("Slice") && isOfChannels(op, x);
    }

    private boolean isOfChannels(OnnxOperator op, ComputedImage x) {
        int[] axes = op.has("axes") ? op.integers("axes") : new int[0];
        if (axes.length == 0 && network.value(op, 3) instanceof Tensor said) axes = OnnxConstants.integers(said);
        return axes.length == 1
                && x.axes().charAt(Math.floorMod(axes[0], x.axes().length())) == 'c';
    }

    void read(OnnxOperator op) {
        switch (op.type()) {
            case "Split" -> split(op);
            case "Slice" -> slice(op);
            case "Softmax", "Sigmoid" -> activation(op);
            case "Concat" -> concat(op);
            default -> throw new ForeignOperatorException(op, "of some channels");
        }
    }

    private void split(OnnxOperator op) {
        ComputedImage x = network.pixels(op, 0);
        int axis = Math.floorMod(op.integer("axis", 0), x.axes().length());
        int[] sizes = op.has("split") ? op.integers("split") : OnnxConstants.integers(network.tensor(op, 1));
        if (x.axes().charAt(axis) != 'c' || sizes.length != op.outputs().size()) throw strange(op);
        int from = 0;
        for (int i = 0; i < sizes.length; i++) {
            network.set(op.outputs().get(i), new ChannelPart(x, from, from + sizes[i], ""));
            from += sizes[i];
        }
    }

    private void slice(OnnxOperator op) {
        ComputedImage x = network.pixels(op, 0);
        int start = op.has("starts") ? op.integers("starts")[0] : OnnxConstants.integers(network.tensor(op, 1))[0];
        int end = op.has("ends") ? op.integers("ends")[0] : OnnxConstants.integers(network.tensor(op, 2))[0];
        if (start < 0 || end <= start) throw strange(op);
        network.set(op, new ChannelPart(x, start, Math.min(end, network.channels(x)), ""));
    }

    private void activation(OnnxOperator op) {
        if (!(network.value(op, 0) instanceof ChannelPart part)
                || !part.activation().isEmpty()) throw strange(op);
        String axes = part.whole().axes();
        boolean along =
                op.type().equals("Sigmoid") || axes.charAt(Math.floorMod(op.integer("axis", -1), axes.length())) == 'c';
        if (!along) throw strange(op);
        network.set(op, new ChannelPart(part.whole(), part.from(), part.to(), op.type()));
    }

    private void concat(OnnxOperator op) {
        boolean two = op.inputs().size() == 2
                && network.value(op, 0) instanceof ChannelPart first
                && network.value(op, 1) instanceof ChannelPart second
                && first.whole().equals(second.whole())
                && first.from() == 0
                && first.to() == second.from()
                && second.to() == network.channels(second.whole())
                && first.activation().equals("Softmax")
                && (second.activation().equals("Sigmoid") || second.activation().isEmpty());
        if (!two) throw strange(op);
        ChannelPart classes = (ChannelPart) network.value(op, 0);
        boolean bounded = !((ChannelPart) network.value(op, 1)).activation().isEmpty();
        network.add(op, new Readout(classes.to(), bounded), Map.of(), classes.whole());
    }

    private static ForeignOperatorException strange(OnnxOperator op) {
        return new ForeignOperatorException(op, "of some channels");
    }
}
