package sc.fiji.unet.imports;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import sc.fiji.unet.base.Protobuf;

/** ONNX files for tests, with whatever operators: field numbers are those of onnx.proto. */
public final class OnnxFiles {
    private final Protobuf graph = new Protobuf().text(2, "test");

    /** An image with these sizes; 0 where any will do. */
    public OnnxFiles input(String name, int... size) {
        Protobuf shape = new Protobuf();
        for (int i = 0; i < size.length; i++) {
            Protobuf axis = size[i] > 0 ? new Protobuf().integer(1, size[i]) : new Protobuf().text(2, "axis" + i);
            shape.message(1, axis);
        }
        graph.message(11, value(name, new Protobuf().integer(1, 1).message(2, shape)));
        return this;
    }

    /** What is asked for. */
    public OnnxFiles output(String name) {
        graph.message(12, value(name, new Protobuf().integer(1, 1)));
        return this;
    }

    private static Protobuf value(String name, Protobuf tensor) {
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    /** Numbers that operators read. */
    public OnnxFiles constant(String name, int[] shape, float... values) {
        graph.message(5, tensor(name, shape, values));
        return this;
    }

    static Protobuf tensor(String name, int[] shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Protobuf tensor = new Protobuf();
        for (int size : shape) tensor.integer(1, size);
        return tensor.integer(2, 1).text(8, name).bytes(9, bytes.array());
    }

    /** An operator with one output; attributes are names and values in turn, whole numbers or lists of them. */
    public OnnxFiles node(String type, List<String> inputs, String output, Object... attributes) {
        Protobuf node = new Protobuf();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, "the_" + output).text(4, type);
        for (int i = 0; i < attributes.length; i += 2) {
            Protobuf attribute = new Protobuf().text(1, (String) attributes[i]);
            if (attributes[i + 1] instanceof Protobuf graphOrTensor) {
                node.message(5, attribute.message(6, graphOrTensor).integer(20, 5));
            } else if (attributes[i + 1] instanceof Integer number) {
                node.message(5, attribute.integer(3, number).integer(20, 2));
            } else {
                for (Object number : (List<?>) attributes[i + 1]) attribute.integer(8, (Integer) number);
                node.message(5, attribute.integer(20, 7));
            }
        }
        graph.message(1, node);
        return this;
    }

    /** The file. */
    public byte[] bytes() {
        return new Protobuf()
                .integer(1, 8)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, 17))
                .toBytes();
    }

    /**
     * A network with ELU, which none of our operations is: the probability of a class by the mean of 3 x 3 pixels.
     *
     * @param edge of its images; 0 where any will do
     */
    public static byte[] elu(int edge) {
        float[] ninth = new float[9];
        java.util.Arrays.fill(ninth, 4 / 9f);
        return new OnnxFiles()
                .input("raw", 1, 1, edge, edge)
                .constant("w", new int[] {1, 1, 3, 3}, ninth)
                .constant("b", new int[] {1}, -1)
                .node("Elu", List.of("raw"), "bent")
                .node("Conv", List.of("bent", "w", "b"), "sum", "pads", List.of(1, 1, 1, 1))
                .node("Sigmoid", List.of("sum"), "chance")
                .output("chance")
                .bytes();
    }

    /** What that network says of an image, row by row. */
    public static float[] elu(float[] image, int width, int height) {
        float[] answer = new float[image.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = -1;
                for (int j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
                    for (int i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
                        double value = image[j * width + i];
                        sum += 4 / 9.0 * (value > 0 ? value : Math.exp(value) - 1);
                    }
                }
                answer[y * width + x] = (float) (1 / (1 + Math.exp(-sum)));
            }
        }
        return answer;
    }
}
