package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.ProtobufMessage;
import sc.fiji.unet.nn.Tensor;

/**
 * What an ONNX file says: its operators in their order and its constants. Nothing of it is computed. Fails with an
 * {@link IllegalArgumentException} on what is no such file.
 *
 * @param operators in an order in which each comes after what it reads
 * @param constants by name
 * @param inputs what is to be given, constants excluded
 * @param outputs what comes out
 */
record OnnxFile(List<OnnxOperator> operators, Map<String, Tensor> constants, List<Value> inputs, List<Value> outputs) {
    private static final int MOST_OPERATORS = 20_000;

    /**
     * An input or output.
     *
     * @param name by which operators call it
     * @param size along its axes; 0 where any will do
     */
    record Value(String name, int[] size) {}

    static OnnxFile read(ByteBuffer bytes) {
        ProtobufMessage model = new ProtobufMessage(bytes);
        if (!model.has(7) || !model.has(8)) throw new IllegalArgumentException("it holds no graph");
        if (model.has(25)) throw new IllegalArgumentException("it has functions of its own");
        ProtobufMessage graph = model.message(7);
        if (graph.has(15)) throw new IllegalArgumentException("it has sparse constants");
        List<OnnxOperator> operators = new ArrayList<>();
        for (ProtobufMessage node : graph.messages(1)) operators.add(new OnnxOperator(node));
        if (operators.size() > MOST_OPERATORS) throw new IllegalArgumentException("it has too many operators");
        Map<String, Tensor> constants = new LinkedHashMap<>();
        for (ProtobufMessage tensor : graph.messages(5)) {
            Tensor read = Tensors.read(tensor);
            constants.put(read.name(), read);
        }
        List<Value> inputs = new ArrayList<>(values(graph, 11));
        inputs.removeIf(input -> constants.containsKey(input.name()));
        return new OnnxFile(operators, constants, inputs, values(graph, 12));
    }

    private static List<Value> values(ProtobufMessage graph, int field) {
        return graph.messages(field).stream()
                .map(value -> new Value(value.text(1), size(value.message(2).message(1))))
                .toList();
    }

    private static int[] size(ProtobufMessage tensorType) {
        return tensorType.message(2).messages(1).stream()
                .mapToInt(axis -> Math.toIntExact(Math.max(0, axis.integer(1))))
                .toArray();
    }
}
