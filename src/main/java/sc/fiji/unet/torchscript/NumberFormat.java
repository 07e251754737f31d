package sc.fiji.unet.torchscript;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import sc.fiji.unet.base.Halves;

/** The floating point formats that tensors are stored in. */
enum NumberFormat {
    FLOAT32("torch FloatStorage", "F32", 4),
    FLOAT64("torch DoubleStorage", "F64", 8),
    FLOAT16("torch HalfStorage", "F16", 2),
    BFLOAT16("torch BFloat16Storage", "BF16", 2);

    /** Bytes that one number takes in a file. */
    final int bytes;

    private final String storage;
    private final String safetensors;

    NumberFormat(String storage, String safetensors, int bytes) {
        this.storage = storage;
        this.safetensors = safetensors;
        this.bytes = bytes;
    }

    /** The format that a file calls so; none for integers and the like. */
    static Optional<NumberFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.storage.equals(name) || format.safetensors.equals(name))
                .findFirst();
    }

    /** The number at an index of an array in this format. */
    float value(ByteBuffer buffer, int index) {
        return switch (this) {
            case FLOAT32 -> buffer.getFloat(index * 4);
            case FLOAT64 -> (float) buffer.getDouble(index * 8);
            case FLOAT16 -> Halves.toFloat(buffer.getShort(index * 2));
            case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort(index * 2) << 16);
        };
    }
}
