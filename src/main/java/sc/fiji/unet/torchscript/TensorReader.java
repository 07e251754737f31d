package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.base.Sizes;
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

    /** The tensor, unless it holds no floating point numbers. */
    Optional<Tensor> read(String name, PickleReader.Instance tensor) throws IOException {
        List<Object> storage = ((PickleReader.Persistent) tensor.arguments().get(0)).id();
        Optional<NumberFormat> format = NumberFormat.of(((PickleReader.Global) storage.get(1)).name());
        if (format.isEmpty()) return Optional.empty();
        ByteBuffer bytes =
                ByteBuffer.wrap(storages.bytes((String) storage.get(2))).order(ByteOrder.LITTLE_ENDIAN);
        long count = (Long) storage.get(4);
        if (bytes.capacity() < count * format.get().bytes) {
            throw new IllegalArgumentException("it is cut off: " + name + " should have " + count + " values");
        }
        int[] shape = integers(tensor.arguments().get(2));
        int[] strides = integers(tensor.arguments().get(3));
        int offset = ((Long) tensor.arguments().get(1)).intValue();
        int size = Sizes.count(shape);
        if (size > count) throw new IllegalArgumentException(name + " is larger than what is stored for it");
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = format.get().value(bytes, offset + position(i, shape, strides));
        return Optional.of(new Tensor(name, shape, values));
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
        return ((List<?>) list).stream().mapToInt(v -> ((Long) v).intValue()).toArray();
    }
}
