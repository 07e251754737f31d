package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.Tensor;

/**
 * What an operator of PyTorch is given.
 *
 * @param operator its name, for refusals
 * @param said arguments in their order
 * @param named others by name
 */
record Arguments(String operator, List<Object> said, Map<String, Object> named) {
    Object value(int at) {
        return at < said.size() ? said.get(at) : null;
    }

    /** What is said in its order or by name; null for nothing. */
    Object value(int at, String name) {
        return has(at) ? value(at) : named.get(name);
    }

    boolean has(int at) {
        return value(at) != null;
    }

    TorchImage image(int at) {
        if (value(at) instanceof TorchImage image) return image;
        throw refused("is not given an image");
    }

    Tensor tensor(int at) {
        if (value(at) instanceof Tensor tensor) return tensor;
        throw refused("is not given weights");
    }

    long whole(int at, long otherwise) {
        if (!has(at)) return otherwise;
        if (value(at) instanceof Long number) return number;
        throw refused("is not given a whole number");
    }

    double real(int at, double otherwise) {
        if (!has(at)) return otherwise;
        if (value(at) instanceof Number number) return number.doubleValue();
        throw refused("is not given a number");
    }

    boolean flag(int at) {
        return has(at) && (value(at) instanceof Boolean truth ? truth : whole(at, 0) != 0);
    }

    /** Whole numbers of a list; none where there is none. */
    int[] integers(int at) {
        if (!has(at)) return new int[0];
        if (value(at) instanceof Long one) return new int[] {Math.toIntExact(one)};
        if (value(at) instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)) {
            return list.stream().mapToInt(v -> Math.toIntExact((Long) v)).toArray();
        }
        throw refused("is not given whole numbers");
    }

    /** One number for each axis, where one alone is that of all. */
    int[] each(int[] values, int rank, int otherwise) {
        int[] each = new int[rank];
        Arrays.fill(each, values.length == 0 ? otherwise : values[0]);
        if (values.length == rank) return values;
        if (values.length > 1) throw refused("is given numbers for other axes");
        return each;
    }

    /** The factor along an axis, of a list or of numbers one after the other. */
    double factor(int at, int axis) {
        Object value = value(at) instanceof List<?> list ? list.get(axis) : value(at + axis);
        if (value instanceof Number number) return number.doubleValue();
        throw refused("is given no factor");
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("its operator " + operator + " " + why);
    }
}
