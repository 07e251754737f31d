package sc.fiji.unet.onnx;

import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.nn.Tensor;

/** Computes what does not depend on the image: sizes, factors and places, of few numbers each. */
final class OnnxConstants {
    private static final int MOST = 1 << 16;

    private OnnxConstants() {}

    /** The value of an operator all of whose inputs, Tensor or null, are known. */
    static Tensor of(OnnxOperator op, List<Object> inputs) {
        Tensor first = inputs.isEmpty() ? null : (Tensor) inputs.get(0);
        return switch (op.type()) {
            case "Constant" -> constant(op);
            case "Identity", "Dropout", "Cast", "Squeeze", "Unsqueeze", "Reshape" -> sameNumbers(op, first);
            case "Concat" -> concat(inputs);
            case "Gather" -> gather(op, first, (Tensor) inputs.get(1));
            case "Slice" -> slice(op, inputs);
            case "Floor" -> each(op, first, first, (a, b) -> Math.floor(a));
            case "Ceil" -> each(op, first, first, (a, b) -> Math.ceil(a));
            case "Add" -> each(op, first, (Tensor) inputs.get(1), Double::sum);
            case "Sub" -> each(op, first, (Tensor) inputs.get(1), (a, b) -> a - b);
            case "Mul" -> each(op, first, (Tensor) inputs.get(1), (a, b) -> a * b);
            case "Div" -> each(op, first, (Tensor) inputs.get(1), (a, b) -> a / b);
            default -> throw new ForeignOperatorException(op, "of constants");
        };
    }

    private static Tensor constant(OnnxOperator op) {
        if (op.has("value")) return op.tensor("value");
        if (op.has("value_float")) return vector(new float[] {op.real("value_float", 0)});
        if (op.has("value_int")) return vector(new float[] {op.integer("value_int", 0)});
        if (op.has("value_floats")) return vector(op.reals("value_floats"));
        if (op.has("value_ints")) return vector(floats(op.integers("value_ints")));
        throw new ForeignOperatorException(op, "of an unknown kind");
    }

    /** Shapes of lists of sizes do not matter; weights keep theirs. */
    private static Tensor sameNumbers(OnnxOperator op, Tensor first) {
        boolean shaped = List.of("Identity", "Dropout", "Cast").contains(op.type());
        if (!shaped && first.values().length > MOST) throw new ForeignOperatorException(op, "of weights");
        return shaped ? first : vector(first.values());
    }

    private static Tensor concat(List<Object> inputs) {
        int length = inputs.stream().mapToInt(t -> ((Tensor) t).values().length).sum();
        if (length > MOST) throw new IllegalArgumentException("its constants are joined to a large one");
        float[] all = new float[length];
        int at = 0;
        for (Object input : inputs) {
            float[] values = ((Tensor) input).values();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return vector(all);
    }

    private static Tensor gather(OnnxOperator op, Tensor list, Tensor places) {
        if (list.shape().length > 1) throw new ForeignOperatorException(op, "of a table");
        float[] found = new float[places.values().length];
        for (int i = 0; i < found.length; i++) {
            found[i] = list.values()[Math.floorMod((int) places.values()[i], list.values().length)];
        }
        return vector(found);
    }

    private static Tensor slice(OnnxOperator op, List<Object> inputs) {
        Tensor list = (Tensor) inputs.get(0);
        boolean attributes = op.has("starts");
        int start = attributes ? op.integers("starts")[0] : (int) ((Tensor) inputs.get(1)).values()[0];
        int end = attributes ? op.integers("ends")[0] : (int) ((Tensor) inputs.get(2)).values()[0];
        boolean stepped = inputs.size() > 4 && inputs.get(4) instanceof Tensor step && step.values()[0] != 1;
        if (stepped || list.shape().length > 1) throw new ForeignOperatorException(op, "of a table");
        int n = list.values().length;
        int from = Math.max(0, Math.min(n, start < 0 ? start + n : start));
        int to = Math.max(from, Math.min(n, end < 0 ? end + n : end));
        return vector(Arrays.copyOfRange(list.values(), from, to));
    }

    private static Tensor each(OnnxOperator op, Tensor a, Tensor b, java.util.function.DoubleBinaryOperator rule) {
        int n = Math.max(a.values().length, b.values().length);
        boolean fits = (a.values().length == n || a.values().length == 1)
                && (b.values().length == n || b.values().length == 1);
        if (!fits || n > MOST) throw new ForeignOperatorException(op, "of tables");
        float[] result = new float[n];
        for (int i = 0; i < n; i++) {
            double left = a.values()[a.values().length == 1 ? 0 : i];
            double right = b.values()[b.values().length == 1 ? 0 : i];
            result[i] = (float) rule.applyAsDouble(left, right);
        }
        return vector(result);
    }

    private static Tensor vector(float[] values) {
        return new Tensor("", new int[] {values.length}, values);
    }

    private static float[] floats(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = values[i];
        return floats;
    }

    /** Whole numbers of a constant. */
    static int[] integers(Tensor tensor) {
        int[] values = new int[tensor.values().length];
        for (int i = 0; i < values.length; i++) values[i] = (int) tensor.values()[i]; // saturates
        return values;
    }
}
