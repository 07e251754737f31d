package sc.fiji.unet.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Computes with numbers, texts and lists, and hands on what is done to tensors. Whatever else code may call is refused. */
final class ScriptNumbers {
    private static final int LONGEST_LIST = 100_000;
    private static final int MOST_ENTRIES = 10 * LONGEST_LIST; // of lists in lists
    private final TensorOperators tensors;

    ScriptNumbers(TensorOperators tensors) {
        this.tensors = tensors;
    }

    static boolean truth(Object value) {
        if (value instanceof Boolean truth) return truth;
        if (value instanceof Long number) return number != 0;
        throw new IllegalArgumentException("its code decides by what is neither true nor false");
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        if (value instanceof List<?> list) return (List<Object>) list;
        throw new IllegalArgumentException("its code takes what is no list for one");
    }

    static Object element(Object list, Object index) {
        List<Object> entries = list(list);
        int at = Math.toIntExact((Long) index);
        return entries.get(at < 0 ? at + entries.size() : at);
    }

    /** Looks into lists within lists as often as they are named there, which few lines of code can make endless. */
    private static boolean isPlain(Object value, int[] seen) {
        if (++seen[0] > MOST_ENTRIES) throw withoutEnd();
        if (value instanceof List<?> list) return list.stream().allMatch(entry -> isPlain(entry, seen));
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof String;
    }

    /** Calls what is no function of the archive itself. */
    Object call(String path, List<Object> arguments, Map<String, Object> named) {
        String name = path.startsWith("torch.") ? path.substring("torch.".length()) : path;
        return switch (name) {
            case "__is__" -> same(arguments);
            case "__isnot__" -> !same(arguments);
            case "append" -> append(list(arguments.get(0)), arguments.get(1));
            case "list" -> new ArrayList<>(list(arguments.get(0)));
            case "__getitem__" -> element(arguments.get(0), arguments.get(1));
            case "warn", "ops.aten.warn", "format", "ops.aten.format" -> "";
            case "ops.prim.RaiseException" ->
                throw new IllegalArgumentException("its code refuses the image: " + text(arguments.get(0)));
            case "ops.prim.unchecked_unwrap_optional",
                    "_unwrap_optional",
                    "ops.prim.data",
                    "ops.prim.NumToTensor",
                    "ops.aten.Int" -> arguments.get(0);
            case "len" -> (long) list(arguments.get(0)).size();
            default -> other(name, arguments, named);
        };
    }

    private Object other(String name, List<Object> arguments, Map<String, Object> named) {
        int[] seen = new int[1];
        boolean plain = isPlain(arguments, seen) && named.values().stream().allMatch(value -> isPlain(value, seen));
        return plain ? plain(name, arguments) : tensors.apply(name, arguments, named);
    }

    private static boolean same(List<Object> two) {
        Object first = two.get(0);
        boolean itself = first == null || first instanceof List<?>; // to compare entries could take forever
        return itself ? first == two.get(1) : first.equals(two.get(1));
    }

    private static Object text(Object value) {
        return value instanceof List<?> ? "a list" : value;
    }

    private static Object append(List<Object> list, Object entry) {
        if (list.size() >= LONGEST_LIST) throw withoutEnd();
        list.add(entry);
        return list;
    }

    private static Object plain(String name, List<Object> arguments) {
        if (arguments.isEmpty()) throw unknown(name);
        Object first = arguments.get(0);
        Object second = arguments.size() > 1 ? arguments.get(1) : null;
        return switch (name) {
            case "__contains__" -> list(first).contains(second);
            case "__not__" -> !truth(first);
            case "__and__" -> truth(first) && truth(second);
            case "__or__" -> truth(first) || truth(second);
            case "eq" -> equal(first, second);
            case "ne" -> !equal(first, second);
            case "range" -> range(arguments);
            case "__range_length" -> length((Long) first, (Long) second, (Long) arguments.get(2));
            case "__derive_index" -> (Long) second + (Long) first * (Long) arguments.get(2);
            case "add" -> first instanceof List<?> list ? joined(list, list(second)) : arithmetic(name, first, second);
            default -> arithmetic(name, first, second);
        };
    }

    private static boolean equal(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) return x.doubleValue() == y.doubleValue();
        return a == null ? b == null : a.equals(b);
    }

    private static List<Object> joined(List<?> one, List<Object> other) {
        if (one.size() + other.size() > LONGEST_LIST) throw withoutEnd();
        List<Object> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static long length(long from, long to, long step) {
        if (step == 0) throw unknown("range");
        return Math.max(0, Math.floorDiv(to - from + step - Long.signum(step), step));
    }

    private static List<Object> range(List<Object> arguments) {
        long from = arguments.size() > 1 ? (Long) arguments.get(0) : 0;
        long to = (Long) arguments.get(arguments.size() > 1 ? 1 : 0);
        boolean tooLong = to > from && (to - from < 0 || to - from > LONGEST_LIST); // below 0 where it overflows
        if (tooLong || arguments.size() > 2) throw unknown("range");
        return new ArrayList<>(
                LongStream.range(from, Math.max(from, to)).boxed().toList());
    }

    private static Object arithmetic(String name, Object first, Object second) {
        if (!(first instanceof Number) && !(first instanceof Boolean)) throw unknown(name);
        double a = first instanceof Number number ? number.doubleValue() : (Boolean) first ? 1 : 0;
        double b = second instanceof Number number ? number.doubleValue() : 0;
        boolean whole = first instanceof Long && (second == null || second instanceof Long);
        return switch (name) {
            case "add" -> number(a + b, whole);
            case "sub" -> number(a - b, whole);
            case "mul" -> number(a * b, whole);
            case "div" -> a / b;
            case "floordiv", "floor_divide" -> number(Math.floor(a / b), whole);
            case "remainder" -> number(a - b * Math.floor(a / b), whole);
            case "neg" -> number(-a, whole);
            case "floor", "ops.aten.floor" -> number(Math.floor(a), true);
            case "ceil" -> number(Math.ceil(a), true);
            case "int", "Int" -> number(a < 0 ? Math.ceil(a) : Math.floor(a), true);
            case "float", "Float" -> a;
            case "bool" -> a != 0;
            case "lt" -> a < b;
            case "gt" -> a > b;
            case "le" -> a <= b;
            case "ge" -> a >= b;
            default -> throw unknown(name);
        };
    }

    private static Object number(double value, boolean whole) {
        return whole ? (Object) (long) value : (Object) value;
    }

    private static IllegalArgumentException withoutEnd() {
        return new IllegalArgumentException("its code makes a list without end");
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("its code calls " + name + ", which is no operator of networks");
    }
}
