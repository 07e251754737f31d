package sc.fiji.unet.imports;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/**
 * An array of numbers as NumPy's files hold it. Arrays of Python objects are refused: to read these is to run them.
 *
 * @param shape size of each axis
 * @param values row-major, as floats
 */
record NpyTensor(int[] shape, float[] values) {
    private static final Pattern HEADER = Pattern.compile(
            "\\s*\\{'descr': *'([<>|=])([a-z])(\\d)', *'fortran_order': *(True|False), *'shape': *\\(([\\d, ]*)\\),? *\\}\\s*");
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    static NpyTensor read(byte[] file, String where) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC)) throw new IllegalArgumentException("it does not begin as one");
            int version = in.get();
            in.get();
            int length = version == 1 ? in.getShort() & 0xFFFF : in.getInt();
            if (length > in.remaining()) throw new BufferUnderflowException();
            byte[] header = new byte[length];
            in.get(header);
            Matcher said = HEADER.matcher(new String(header, StandardCharsets.ISO_8859_1));
            if (!said.matches()) throw new IllegalArgumentException("its header says something unknown");
            return content(in, said);
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | NegativeArraySizeException
                | ArithmeticException e) {
            throw new InputException(
                    where + " cannot be read as a NumPy array: "
                            + (e.getMessage() == null ? "it is cut off" : e.getMessage())
                            + ". Ask the author of the package for a complete one.",
                    e);
        }
    }

    private static NpyTensor content(ByteBuffer in, Matcher said) {
        String kind = said.group(2) + said.group(3);
        int width = Integer.parseInt(said.group(3));
        int[] shape = Pattern.compile(",")
                .splitAsStream(said.group(5))
                .filter(size -> !size.isBlank())
                .mapToInt(size -> Integer.parseInt(size.strip()))
                .toArray();
        if (said.group(4).equals("True") && shape.length > 1) {
            throw new IllegalArgumentException("its numbers are in the order of Fortran");
        }
        int count = Sizes.count(shape);
        if ((long) count * width > in.remaining()) throw new BufferUnderflowException();
        ByteBuffer numbers =
                in.slice().order(said.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = value(numbers, kind, i * width);
        return new NpyTensor(shape, values);
    }

    private static float value(ByteBuffer in, String kind, int at) {
        return switch (kind) {
            case "f4" -> in.getFloat(at);
            case "f8" -> (float) in.getDouble(at);
            case "u1", "b1" -> in.get(at) & 0xFF;
            case "i1" -> in.get(at);
            case "u2" -> in.getShort(at) & 0xFFFF;
            case "i2" -> in.getShort(at);
            case "u4" -> in.getInt(at) & 0xFFFFFFFFL;
            case "i4" -> in.getInt(at);
            case "i8", "u8" -> in.getLong(at);
            default -> throw new IllegalArgumentException("its numbers are of the kind " + kind);
        };
    }

    /**
     * The values in axes of another order; axes that are not asked for have to be of size 1.
     *
     * @param axes letters of its own
     * @param order letters wanted; those that it lacks are of size 1
     */
    float[] inOrder(String axes, String order, String where) {
        if (axes.length() != shape.length) {
            throw new InputException(where + " has " + shape.length + " axes, expected " + axes + ". Ask the author of"
                    + " the package for a test tensor that fits its description.");
        }
        int[] steps = new int[shape.length];
        for (int i = shape.length - 1, step = 1; i >= 0; step *= shape[i--]) steps[i] = step;
        for (int i = 0; i < shape.length; i++) {
            if (order.indexOf(axes.charAt(i)) < 0 && shape[i] != 1) {
                throw new InputException(where + " has " + shape[i] + " along " + axes.charAt(i) + ", expected 1.");
            }
        }
        float[] sorted = new float[values.length];
        for (int i = 0; i < sorted.length; i++) {
            int rest = i;
            int from = 0;
            for (int o = order.length() - 1; o >= 0; o--) {
                int axis = axes.indexOf(order.charAt(o));
                if (axis < 0) continue;
                from += rest % shape[axis] * steps[axis];
                rest /= shape[axis];
            }
            sorted[i] = values[from];
        }
        return sorted;
    }

    /** The size along an axis; 1 where there is no such axis. */
    int size(String axes, char letter) {
        int axis = axes.indexOf(letter);
        return axis < 0 ? 1 : shape[axis];
    }
}
