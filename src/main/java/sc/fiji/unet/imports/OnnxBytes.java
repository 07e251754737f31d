package sc.fiji.unet.imports;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.nn.Tensor;

/** An ONNX graph in the making, operator by operator. Field numbers are those of onnx.proto. */
final class OnnxBytes {
    private static final int FLOAT = 1;
    private static final int OPERATOR_SET = 17;
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
    String add(String type, Map<String, Object> attributes, String... inputs) {
        Protobuf node = new Protobuf();
        for (String input : inputs) node.text(1, input);
        String output = "v" + count++;
        node.text(2, output).text(3, output).text(4, type);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node);
        return output;
    }

    private static Protobuf attribute(String name, Object value) {
        Protobuf attribute = new Protobuf().text(1, name);
        if (value instanceof Integer number) attribute.integer(3, number);
        if (value instanceof Float number) attribute.real(2, number);
        if (value instanceof String text) attribute.text(4, text);
        if (value instanceof int[] numbers) for (int number : numbers) attribute.integer(8, number);
        return attribute;
    }

    /** The name of a constant, which is added once. */
    String constant(Tensor tensor) {
        return constants.computeIfAbsent(tensor, one -> {
            String name = "c" + count++;
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, one.values().length))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(one.values());
            Protobuf message = new Protobuf();
            for (int size : one.shape()) message.integer(1, size);
            graph.message(5, message.integer(2, FLOAT).text(8, name).bytes(9, bytes.array()));
            return name;
        });
    }

    /** The name of a constant of these numbers. */
    String constant(float... values) {
        return constant(new Tensor("", new int[] {values.length}, values));
    }

    /** The file, from an image of a size (batch, channels, (z), y, x) to an output. */
    byte[] file(String input, int[] size, String output) {
        graph.message(11, image(input, size)).message(12, new Protobuf().text(1, output));
        return new Protobuf()
                .integer(1, 8)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, OPERATOR_SET))
                .toBytes();
    }

    private static Protobuf image(String name, int[] size) {
        Protobuf shape = new Protobuf();
        for (int edge : size) shape.message(1, new Protobuf().integer(1, edge));
        Protobuf tensor = new Protobuf().integer(1, FLOAT).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    /** A list as ONNX has it. */
    static int[] integers(List<?> list) {
        return list.stream().mapToInt(v -> Math.toIntExact((Long) v)).toArray();
    }
}
