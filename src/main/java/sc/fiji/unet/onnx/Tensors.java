package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sc.fiji.unet.base.Protobuf;

/** Writes arrays of numbers as ONNX has them: messages of the type TensorProto. */
final class Tensors {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

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
}
