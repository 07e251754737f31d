package sc.fiji.unet.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.ProtobufMessage;
import sc.fiji.unet.nn.Tensor;

/** A NodeProto as it was read. Field numbers are those of onnx.proto. */
final class OnnxOperator {
    private final ProtobufMessage node;
    private final Map<String, ProtobufMessage> attributes = new HashMap<>();

    OnnxOperator(ProtobufMessage node) {
        this.node = node;
        node.messages(5).forEach(attribute -> attributes.put(attribute.text(1), attribute));
    }

    /** The operator's name, after its domain where that is not ONNX's own. */
    String type() {
        String domain = node.text(7);
        return domain.isEmpty() || domain.equals("ai.onnx") ? node.text(4) : domain + "." + node.text(4);
    }

    String name() {
        return node.text(3);
    }

    /** Names of what it reads; empty for what is left out. */
    List<String> inputs() {
        return node.texts(1);
    }

    List<String> outputs() {
        return node.texts(2);
    }

    /** All of them, also where several have one name. */
    List<ProtobufMessage> attributes() {
        return node.messages(5);
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    int integer(String attribute, int otherwise) {
        return has(attribute) ? Math.toIntExact(attributes.get(attribute).integer(3)) : otherwise;
    }

    float real(String attribute, double otherwise) {
        return has(attribute) ? attributes.get(attribute).real(2) : (float) otherwise;
    }

    String text(String attribute, String otherwise) {
        return has(attribute) ? attributes.get(attribute).text(4) : otherwise;
    }

    /** Whole numbers; null where it has no such attribute. */
    int[] integers(String attribute) {
        if (!has(attribute)) return null;
        long[] values = attributes.get(attribute).integers(8);
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) integers[i] = saturated(values[i]);
        return integers;
    }

    /** 32-bit floating point numbers; null where it has no such attribute. */
    float[] reals(String attribute) {
        return has(attribute) ? attributes.get(attribute).reals(7) : null;
    }

    /** The constant that an attribute holds. */
    Tensor tensor(String attribute) {
        if (!has(attribute)) throw new IllegalArgumentException(type() + " without " + attribute);
        return Tensors.read(attributes.get(attribute).message(5));
    }

    static int saturated(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
