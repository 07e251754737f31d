package sc.fiji.unet.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor on its way into an archive.
 *
 * @param name attribute of the module
 * @param shape sizes of its axes
 * @param values row-major
 * @param bf16 stored as bfloat16, else as float32
 * @param learned whether it requires a gradient
 */
record StoredTensor(String name, int[] shape, float[] values, boolean bf16, boolean learned) {
    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * (bf16 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        if (bf16) {
            for (float value : values) buffer.putShort(bfloat16(value));
        } else {
            buffer.asFloatBuffer().put(values);
        }
        return buffer.array();
    }

    /** Rounds to nearest, ties to even, as the processor does. */
    static short bfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) return (short) 0x7FC0;
        return (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
    }
}
