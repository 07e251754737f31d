package sc.fiji.unet.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The few opcodes of Python's pickle protocol 2 that a TorchScript module needs. */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        raw(0x80, 2);
    }

    byte[] finish() {
        raw('.');
        return out.toByteArray();
    }

    PickleWriter raw(int... opcodes) {
        for (int opcode : opcodes) out.write(opcode);
        return this;
    }

    PickleWriter global(String module, String name) {
        raw('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw('X');
        return int32(bytes.length).bytes(bytes);
    }

    PickleWriter integer(int value) {
        raw('J');
        return int32(value);
    }

    PickleWriter bool(boolean value) {
        return raw(value ? 0x88 : 0x89);
    }

    PickleWriter tuple(int... values) {
        raw('(');
        for (int value : values) integer(value);
        return raw('t');
    }

    /** A contiguous tensor over the whole of a storage. */
    PickleWriter tensor(StoredTensor tensor, String key) {
        global("torch._utils", "_rebuild_tensor_v2").raw('(', '(');
        text("storage").global("torch", tensor.bf16() ? "BFloat16Storage" : "FloatStorage");
        text(key).text("cpu").integer(tensor.values().length);
        raw('t', 'Q')
                .integer(0)
                .tuple(tensor.shape())
                .tuple(strides(tensor.shape()))
                .bool(tensor.learned());
        return global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
    }

    private static int[] strides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    private PickleWriter int32(int value) {
        return bytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private PickleWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }
}
