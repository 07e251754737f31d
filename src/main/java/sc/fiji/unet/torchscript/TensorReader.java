package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.Tensor;

/**
 * Turns what a pickle says of tensors (where their numbers lie, shape and strides) into row-major arrays of floats.
 * Views become arrays of their own; what claims more numbers than are stored fails with an
 * {@link IllegalArgumentException}.
 */
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

    /** The tensor, unless it holds no floating point numbers. */
    Optional<Tensor> read(String name, PickleReader.Instance tensor) throws IOException {
        List<Object> storage = ((PickleReader.Persistent) tensor.arguments().get(0)).id();
        Optional<NumberFormat> format = NumberFormat.of(((PickleReader.Global) storage.get(1)).name());
        if (format.isEmpty()) return Optional.empty();
        ByteBuffer bytes =
                ByteBuffer.wrap(storages.bytes((String) storage.get(2))).order(ByteOrder.LITTLE_ENDIAN);
        long count = (Long) storage.get(4);
        if (count < 0 || count > bytes.capacity() / format.get().bytes) {
            throw new IllegalArgumentException("it is cut off: " + name + " should have " + count + " values");
        }
        int[] shape = integers(tensor.arguments().get(2));
        int[] strides = integers(tensor.arguments().get(3));
        long offset = (Long) tensor.arguments().get(1);
        if (Sizes.count(shape) > count || end(offset, shape, strides) > count)
            throw new IllegalArgumentException(name + " is larger than what is stored for it");
        float[] values = new float[Sizes.count(shape)];
        for (int i = 0; i < values.length; i++)
            values[i] = format.get().value(bytes, (int) offset + position(i, shape, strides));
        return Optional.of(new Tensor(name, shape, values));
    }

    /** One more than the farthest place that is read; fails on what no tensor has. */
    private static long end(long offset, int[] shape, int[] strides) {
        if (offset < 0 || strides.length != shape.length) throw new IllegalArgumentException("a tensor has no place");
        long last = offset;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0 || strides[axis] < 0)
                throw new IllegalArgumentException("a tensor has a negative size");
            if (shape[axis] == 0) return offset;
            last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1L, strides[axis]));
        }
        return Math.addExact(last, 1);
    }

    private static int position(int index, int[] shape, int[] strides) {
        int position = 0;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            position += index % shape[axis] * strides[axis];
            index /= shape[axis];
        }
        return position;
    }

    private static int[] integers(Object list) {
        return ((List<?>) list)
                .stream().mapToInt(v -> Math.toIntExact((Long) v)).toArray();
    }
}
