package sc.fiji.unet.base;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A protocol buffer message as bytes, field by field: the wire format of
 * https://protobuf.dev/programming-guides/encoding. The few messages of ONNX and TensorBoard that are written do not merit
 * a protobuf runtime, whose version would clash with that of whatever else lives in a Fiji. Each method appends a field
 * and returns this. Not thread safe.
 */
public final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A whole number, an enumeration or a truth value. */
    public Protobuf integer(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    /** Adds a field of 64-bit floating point. */
    public Protobuf real(int field, double value) {
        varint((long) field << 3 | FIXED64);
        out.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
        return this;
    }

    /** Adds a field of 32-bit floating point. */
    public Protobuf real(int field, float value) {
        varint((long) field << 3 | FIXED32);
        out.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
        return this;
    }

    /** Adds a field of text in UTF-8. */
    public Protobuf text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message within this one. */
    public Protobuf message(int field, Protobuf value) {
        return bytes(field, value.toBytes());
    }

    /** Adds a field of bytes, with their length before them. */
    public Protobuf bytes(int field, byte[] value) {
        varint((long) field << 3 | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** The message that the fields added so far make, in their order. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
