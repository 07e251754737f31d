package sc.fiji.unet.onnx;

import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.base.Protobuf;

/** A NodeProto in the making. Field numbers are those of onnx.proto. */
final class OnnxNode {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;
    private final Protobuf node = new Protobuf();

    OnnxNode(String type, String name, List<String> inputs, String... outputs) {
        inputs.forEach(input -> node.text(1, input));
        for (String output : outputs) node.text(2, output);
        node.text(3, name).text(4, type);
    }

    OnnxNode with(String name, int value) {
        return attribute(new Protobuf().text(1, name).integer(3, value).integer(20, INT));
    }

    OnnxNode with(String name, double value) {
        return attribute(new Protobuf().text(1, name).real(2, (float) value).integer(20, FLOAT));
    }

    OnnxNode with(String name, String value) {
        return attribute(new Protobuf().text(1, name).text(4, value).integer(20, STRING));
    }

    OnnxNode with(String name, List<Integer> values) {
        Protobuf attribute = new Protobuf().text(1, name);
        values.forEach(value -> attribute.integer(8, value));
        return attribute(attribute.integer(20, INTS));
    }

    /** With an attribute of whatever kind the value is: Integer, Float, String or int[]. */
    OnnxNode with(String name, Object value) {
        if (value instanceof Integer number) return with(name, number.intValue());
        if (value instanceof Float number) return with(name, number.doubleValue());
        if (value instanceof String text) return with(name, text);
        return with(name, Arrays.stream((int[]) value).boxed().toList());
    }

    private OnnxNode attribute(Protobuf attribute) {
        node.message(5, attribute);
        return this;
    }

    Protobuf message() {
        return node;
    }
}
