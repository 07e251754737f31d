package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.nn.Tensor;

/** Turns pickled tensor descriptions into tensors of floats. */
final class TensorReader {
    private final Storages storages;

    /** Finds the bytes of a storage by its key. */
    @FunctionalInterface
    interface Storages {
        byte[] bytes(String key) throws IOException;
    }

    TensorReader(Storages storages) {
        this.storages = storages;
    }

    static boolean isTensor(PickleReader.Instance instance) {
        return instance.callee() instanceof PickleReader.Global global
                && global.name().equals("torch._utils _rebuild_tensor_v2");
    }

    /** Whether the tensor holds floating point numbers. */
    boolean holdsNumbers(PickleReader.Instance tensor) {
        return bytesPerValue(type(storage(tensor))) > 0;
    }

    Tensor read(String name, PickleReader.Instance tensor) throws IOException {
        List<Object> storage = storage(tensor);
        String type = type(storage);
        ByteBuffer bytes =
                ByteBuffer.wrap(storages.bytes((String) storage.get(2))).order(ByteOrder.LITTLE_ENDIAN);
        long count = (Long) storage.get(4);
        if (bytes.capacity() < count * bytesPerValue(type)) {
            throw new IllegalArgumentException("it is cut off: " + name + " should have " + count + " values");
        }
        int[] shape = integers(tensor.arguments().get(2));
        int[] strides = integers(tensor.arguments().get(3));
        int offset = ((Long) tensor.arguments().get(1)).intValue();
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (size > count) throw new IllegalArgumentException(name + " is larger than what is stored for it");
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = value(bytes, type, offset + position(i, shape, strides));
        return new Tensor(name, shape, values);
    }

    private static List<Object> storage(PickleReader.Instance tensor) {
        return ((PickleReader.Persistent) tensor.arguments().get(0)).id();
    }

    private static String type(List<Object> storage) {
        return ((PickleReader.Global) storage.get(1)).name();
    }

    private static int position(int index, int[] shape, int[] strides) {
        int position = 0;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            position += index % shape[axis] * strides[axis];
            index /= shape[axis];
        }
        return position;
    }

    private static int bytesPerValue(String type) {
        return switch (type) {
            case "torch FloatStorage" -> 4;
            case "torch DoubleStorage" -> 8;
            case "torch HalfStorage", "torch BFloat16Storage" -> 2;
            default -> 0;
        };
    }

    private static float value(ByteBuffer bytes, String type, int at) {
        return switch (type) {
            case "torch FloatStorage" -> bytes.getFloat(at * 4);
            case "torch DoubleStorage" -> (float) bytes.getDouble(at * 8);
            case "torch BFloat16Storage" -> Float.intBitsToFloat(bytes.getShort(at * 2) << 16);
            default -> half(bytes.getShort(at * 2));
        };
    }

    /** IEEE half precision: 1 sign, 5 exponent and 10 fraction bits. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float size;
        if (exponent == 0) {
            size = fraction * 0x1p-24f;
        } else if (exponent == 31) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Math.scalb(1 + fraction / 1024f, exponent - 15);
        }
        return bits < 0 ? -size : size;
    }

    private static int[] integers(Object list) {
        return ((List<?>) list).stream().mapToInt(v -> ((Long) v).intValue()).toArray();
    }
}
