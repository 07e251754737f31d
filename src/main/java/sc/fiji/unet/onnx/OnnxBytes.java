package sc.fiji.unet.onnx;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.nn.Tensor;

/** An ONNX graph in the making, operator by operator. Field numbers are those of onnx.proto. */
public final class OnnxBytes {
    private final Protobuf graph = new Protobuf();
    private final Map<Tensor, String> constants = new IdentityHashMap<>();
    private int count;

    /**
     * Adds an operator.
     *
     * @param type of ONNX
     * @param attributes Integer, Float, String or int[] by name
     * @param inputs names; empty for what is left out
     * @return the name of its only output
     */
    public String add(String type, Map<String, Object> attributes, String... inputs) {
        String output = "v" + count++;
        OnnxNode node = new OnnxNode(type, output, List.of(inputs), output);
        attributes.forEach(node::with);
        graph.message(1, node.message());
        return output;
    }

    /** The name of a constant, which is added once. */
    public String constant(Tensor tensor) {
        return constants.computeIfAbsent(tensor, one -> {
            String name = "c" + count++;
            graph.message(5, Tensors.of(name, one.shape(), one.values()));
            return name;
        });
    }

    /** The name of a constant of these numbers. */
    public String constant(float... values) {
        return constant(new Tensor("", new int[] {values.length}, values));
    }

    /** The file, from an image of a size (batch, channels, (z), y, x) to an output. */
    public byte[] file(String input, int[] size, String output) {
        Protobuf shape = new Protobuf();
        for (int edge : size) shape.message(1, new Protobuf().integer(1, edge));
        graph.text(2, "net")
                .message(11, OnnxWriter.image(input, shape))
                .message(12, OnnxWriter.image(output, new Protobuf()));
        return OnnxWriter.model(graph);
    }
}
