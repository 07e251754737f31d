package sc.fiji.unet.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Crop;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Multiply;

/** What each operator of ONNX is in our operations; windows are {@link OnnxWindows}' business, constants OnnxConstants'. */
final class OnnxWords {
    private final OnnxNetwork network;
    private final OnnxReadout readout;
    private final Map<String, Consumer<OnnxOperator>> words = new HashMap<>();

    OnnxWords(OnnxNetwork network) {
        this.network = network;
        readout = new OnnxReadout(network);
        OnnxWindows windows = new OnnxWindows(network);
        words.put("Conv", windows::conv);
        words.put("ConvTranspose", windows::upConv);
        words.put("MaxPool", windows::maxPool);
        words.put("AveragePool", windows::averagePool);
        words.put("MaxUnpool", windows::unpool);
        words.put("Resize", new OnnxResize(network)::resize);
        words.put("Upsample", new OnnxResize(network)::upsample);
        words.put("BatchNormalization", this::batchNorm);
        words.put("InstanceNormalization", this::instanceNorm);
        words.put("Relu", op -> activation(op, Activation.Kind.RELU, 0));
        words.put("LeakyRelu", op -> activation(op, Activation.Kind.LEAKY_RELU, op.real("alpha", 0.01)));
        words.put("PRelu", this::pRelu);
        words.put("Sigmoid", op -> activation(op, Activation.Kind.SIGMOID, 0));
        words.put("Softmax", this::softmax);
        words.put("Concat", this::concat);
        for (String sum : List.of("Add", "Sum", "Sub", "Mul", "Div")) words.put(sum, this::arithmetic);
        for (String same : List.of("Identity", "Dropout", "Cast")) words.put(same, op -> same(op));
        words.put("Transpose", this::transpose);
        words.put("Unsqueeze", this::unsqueeze);
        words.put("Squeeze", this::squeeze);
        words.put("Slice", this::crop);
        words.put("Pad", this::pad);
        words.put("Shape", this::shape);
    }

    /** Adds what an operator computes. */
    void read(OnnxOperator operator) {
        if (readout.reads(operator)) {
            readout.read(operator);
            return;
        }
        List<Object> inputs = IntStream.range(0, operator.inputs().size())
                .mapToObj(i -> network.value(operator, i))
                .toList();
        if (inputs.stream().noneMatch(ComputedImage.class::isInstance)) {
            network.set(operator, OnnxConstants.of(operator, inputs));
            return;
        }
        words.getOrDefault(operator.type(), OnnxWords::refuse).accept(operator);
    }

    private static void refuse(OnnxOperator operator) {
        throw new ForeignOperatorException(operator, "");
    }

    private void same(OnnxOperator op) {
        network.set(op, network.value(op, 0));
    }

    private void activation(OnnxOperator op, Activation.Kind kind, double slope) {
        network.add(op, new Activation(kind, slope), Map.of(), network.pixels(op, 0));
    }

    private void pRelu(OnnxOperator op) {
        float[] slopes = network.tensor(op, 1).values();
        for (float slope : slopes) {
            if (slope != slopes[0] || slope < 0) throw new ForeignOperatorException(op, "of several slopes");
        }
        activation(op, Activation.Kind.LEAKY_RELU, slopes[0]);
    }

    private void softmax(OnnxOperator op) {
        ComputedImage x = network.pixels(op, 0);
        int axis = Math.floorMod(op.integer("axis", -1), x.axes().length());
        if (x.axes().charAt(axis) != 'c')
            throw new ForeignOperatorException(op, "along " + x.axes().charAt(axis));
        activation(op, Activation.Kind.SOFTMAX, 0);
    }

    private void batchNorm(OnnxOperator op) {
        if (op.integer("training_mode", 0) != 0) throw new ForeignOperatorException(op, "in training mode");
        ComputedImage x = network.ordered(op, 0);
        Map<String, float[]> arrays = Map.of(
                "weight", vector(op, 1, x),
                "bias", vector(op, 2, x),
                "mean", vector(op, 3, x),
                "variance", vector(op, 4, x));
        network.add(op, new BatchNorm(network.channels(x), op.real("epsilon", 1e-5), 0.1), arrays, x);
    }

    private void instanceNorm(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        Map<String, float[]> arrays = Map.of("weight", vector(op, 1, x), "bias", vector(op, 2, x));
        network.add(op, new InstanceNorm(network.channels(x), op.real("epsilon", 1e-5)), arrays, x);
    }

    private float[] vector(OnnxOperator op, int at, ComputedImage x) {
        float[] values = network.tensor(op, at).values();
        if (values.length != network.channels(x)) throw new ForeignOperatorException(op, "with too few numbers");
        return values;
    }

    private void concat(OnnxOperator op) {
        ComputedImage[] inputs = all(op);
        String axes = inputs[0].axes();
        int axis = Math.floorMod(op.integer("axis", 1), axes.length());
        if (axes.charAt(axis) != 'c') throw new ForeignOperatorException(op, "along " + axes.charAt(axis));
        network.add(op, new Concat(), Map.of(), inputs);
    }

    private ComputedImage[] all(OnnxOperator op) {
        return IntStream.range(0, op.inputs().size())
                .mapToObj(i -> network.pixels(op, i))
                .toArray(ComputedImage[]::new);
    }

    private void arithmetic(OnnxOperator op) {
        boolean constant = IntStream.range(0, op.inputs().size()).anyMatch(i -> network.value(op, i) instanceof Tensor);
        if (constant) {
            new OnnxScaling(network).add(op);
            return;
        }
        ComputedImage[] inputs = all(op);
        if (op.type().equals("Mul")) network.add(op, new Multiply(), Map.of(), inputs);
        else if (!op.type().equals("Add") && !op.type().equals("Sum")) refuse(op);
        else if (Arrays.stream(inputs).mapToInt(network::channels).distinct().count() > 1)
            throw new ForeignOperatorException(op, "of different channels");
        else network.add(op, new Add(), Map.of(), inputs);
    }

    private void transpose(OnnxOperator op) {
        ComputedImage x = network.pixels(op, 0);
        int[] order = op.integers("perm");
        StringBuilder axes = new StringBuilder();
        if (order == null) axes.append(x.axes()).reverse();
        else for (int axis : order) axes.append(x.axes().charAt(axis));
        network.set(op, x.withAxes(axes.toString()));
    }

    private void unsqueeze(OnnxOperator op) {
        StringBuilder axes = new StringBuilder(network.pixels(op, 0).axes());
        int[] places = axes(op);
        for (int place : places) {
            String missing = axes.indexOf("b") < 0 ? "b" : "c";
            if (axes.indexOf(missing) >= 0) throw new ForeignOperatorException(op, "of the axes " + axes);
            axes.insert(Math.floorMod(place, axes.length() + places.length), missing);
        }
        network.set(op, network.pixels(op, 0).withAxes(axes.toString()));
    }

    private void squeeze(OnnxOperator op) {
        ComputedImage x = network.pixels(op, 0);
        String axes = x.axes();
        for (int place : axes(op)) {
            char letter = x.axes().charAt(Math.floorMod(place, x.axes().length()));
            boolean one = letter == 'b' || letter == 'c' && network.channels(x) == 1;
            if (!one) throw new ForeignOperatorException(op, "along " + letter);
            axes = axes.replace(String.valueOf(letter), "");
        }
        network.set(op, x.withAxes(axes));
    }

    /** As an attribute in older files, as an input in newer ones. */
    private int[] axes(OnnxOperator op) {
        int[] said = op.integers("axes");
        return said != null ? said : OnnxConstants.integers(network.tensor(op, 1));
    }

    private void crop(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        boolean attributes = op.has("starts");
        int[] starts = attributes ? op.integers("starts") : OnnxConstants.integers(network.tensor(op, 1));
        int[] ends = attributes ? op.integers("ends") : OnnxConstants.integers(network.tensor(op, 2));
        int[] axes = attributes ? axes(op) : OnnxConstants.integers(network.tensor(op, 3));
        boolean steps = network.value(op, 4) instanceof Tensor step
                && IntStream.of(OnnxConstants.integers(step)).anyMatch(v -> v != 1);
        int border = starts[0];
        for (int i = 0; i < axes.length; i++) {
            int axis = Math.floorMod(axes[i], x.axes().length()) - 2;
            int end = axis < 0 ? 0 : ends[i] < 0 ? -ends[i] : x.size()[axis] - Math.min(ends[i], x.size()[axis]);
            if (axis < 0 || starts[i] != border || end != border) throw new ForeignOperatorException(op, "of one side");
        }
        if (steps || axes.length != network.rank()) throw new ForeignOperatorException(op, "along some axes");
        if (border == 0) same(op);
        else network.add(op, new Crop(border), Map.of(), x);
    }

    private void pad(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        int[] pads = op.has("pads") ? op.integers("pads") : OnnxConstants.integers(network.tensor(op, 1));
        int border = pads[2];
        for (int i = 0; i < pads.length; i++) {
            boolean image = i % (pads.length / 2) >= 2;
            if (pads[i] != (image ? border : 0) || border < 0) throw new ForeignOperatorException(op, "of one side");
        }
        String mode = op.text("mode", "constant");
        boolean zeros = !(network.value(op, 2) instanceof Tensor value) || value.values()[0] == 0;
        if (border == 0) same(op);
        else if (mode.equals("reflect")) network.add(op, new Mirror(border), Map.of(), x);
        else if (mode.equals("constant") && zeros && op.real("value", 0) == 0) {
            network.set(op, new ComputedImage(x.node(), x.axes(), x.size(), x.zeros() + border));
        } else throw new ForeignOperatorException(op, "of the mode " + mode);
    }

    private void shape(OnnxOperator op) {
        ComputedImage x = network.pixels(op, 0);
        float[] sizes = new float[x.axes().length()];
        for (int i = 0; i < sizes.length; i++) {
            char letter = x.axes().charAt(i);
            if (letter == 'b') sizes[i] = 1;
            else
                sizes[i] = letter == 'c'
                        ? network.channels(x)
                        : x.size()[network.spatial().indexOf(letter)];
        }
        network.set(op, new Tensor("", new int[] {sizes.length}, sizes));
    }
}
