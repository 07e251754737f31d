package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.base.ProtobufMessage;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.Tensor;

/** Writes and reads arrays of numbers as ONNX has them: messages of the type TensorProto. */
final class Tensors {
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int BOOL = 9;
    private static final int DOUBLE = 11;

    private Tensors() {}

    static Protobuf of(String name, int[] shape, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, shape, FLOAT, bytes);
    }

    static Protobuf of(String name, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, new int[] {values.length}, INT64, bytes);
    }

    private static Protobuf tensor(String name, int[] shape, int type, ByteBuffer bytes) {
        Protobuf tensor = new Protobuf();
        for (int size : shape) tensor.integer(1, size);
        return tensor.integer(2, type).text(8, name).bytes(9, bytes.array());
    }

    /**
     * Reads numbers of any kind as floats: whole ones are sizes and places of axes here, which floats hold exactly. A tensor
     * that claims more numbers than it has is refused.
     */
    static Tensor read(ProtobufMessage tensor) {
        String name = tensor.text(8);
        if (tensor.integer(14) == 1) {
            throw new IllegalArgumentException("its numbers lie in another file, " + name + " among them");
        }
        long[] sizes = tensor.integers(1);
        int[] shape = new int[sizes.length];
        for (int i = 0; i < shape.length; i++) {
            if (sizes[i] < 0) throw new IllegalArgumentException(name + " has a negative size");
            shape[i] = Math.toIntExact(sizes[i]);
        }
        float[] values = tensor.has(9) ? raw(tensor, name) : listed(tensor, name);
        if (Sizes.count(shape) != values.length) {
            throw new IllegalArgumentException("it is cut off: " + name + " should be of size " + Arrays.toString(shape)
                    + ", but has " + values.length + " numbers");
        }
        return new Tensor(name, shape, values);
    }

    private static float[] raw(ProtobufMessage tensor, String name) {
        ByteBuffer bytes = tensor.bytes(9);
        int type = (int) tensor.integer(2);
        int width =
                switch (type) {
                    case FLOAT, INT32 -> 4;
                    case INT64, DOUBLE -> 8;
                    case UINT8, INT8, BOOL -> 1;
                    default -> throw unknown(name, type);
                };
        float[] values = new float[bytes.remaining() / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat(i * width);
                case INT32 -> bytes.getInt(i * width);
                case INT64 -> bytes.getLong(i * width);
                case DOUBLE -> (float) bytes.getDouble(i * width);
                case UINT8 -> bytes.get(i) & 0xFF;
                default -> bytes.get(i);
            };
        }
        return values;
    }

    private static float[] listed(ProtobufMessage tensor, String name) {
        int type = (int) tensor.integer(2);
        return switch (type) {
            case FLOAT -> tensor.reals(4);
            case INT64 -> floats(tensor.integers(7));
            case INT32, UINT8, INT8, BOOL -> floats(tensor.integers(5));
            default -> throw unknown(name, type);
        };
    }

    private static float[] floats(long[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = values[i];
        return floats;
    }

    private static IllegalArgumentException unknown(String name, int type) {
        return new IllegalArgumentException(
                name + " holds numbers of the kind " + type + ", which is none of float32, float64 and integers");
    }
}
