package sc.fiji.unet.base;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a protocol buffer message, read as {@link Protobuf} writes them. Bytes are not copied, and messages within
 * are read when they are asked for, so that work and memory grow with the length of the message only, whatever it claims.
 * Bytes that are no such message fail with an {@link IllegalArgumentException}.
 */
public final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 64;
    private final Map<Integer, List<Object>> fields = new HashMap<>();

    /** Reads what is left of a buffer, which stays as it is. */
    public ProtobufMessage(ByteBuffer message) {
        ByteBuffer in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (in.hasRemaining()) {
                long key = varint(in);
                fields.computeIfAbsent((int) (key >>> 3), field -> new ArrayList<>())
                        .add(value(in, (int) (key & 7)));
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a message is cut off", e);
        }
    }

    private static Object value(ByteBuffer in, int type) {
        return switch (type) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case FIXED32 -> in.getInt();
            case BYTES -> bytes(in);
            default -> throw new IllegalArgumentException("a field has the unknown type " + type);
        };
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
        ByteBuffer part = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return part;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) return value;
        }
        throw new IllegalArgumentException("a number has too many digits");
    }

    /** Whether there is such a field. */
    public boolean has(int field) {
        return fields.containsKey(field);
    }

    private List<Object> all(int field) {
        return fields.getOrDefault(field, List.of());
    }

    private Object last(int field) {
        List<Object> all = all(field);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** A whole number; 0 where there is none. */
    public long integer(int field) {
        return last(field) instanceof Long value ? value : 0;
    }

    /** A 32-bit floating point number; 0 where there is none. */
    public float real(int field) {
        return last(field) instanceof Integer bits ? Float.intBitsToFloat(bits) : 0;
    }

    /** Whole numbers, packed or one by one. */
    public long[] integers(int field) {
        List<Long> found = new ArrayList<>();
        for (Object value : all(field)) {
            if (value instanceof Long one) found.add(one);
            if (value instanceof ByteBuffer packed) {
                ByteBuffer in = packed.duplicate();
                while (in.hasRemaining()) found.add(varint(in));
            }
        }
        return found.stream().mapToLong(v -> v).toArray();
    }

    /** 32-bit floating point numbers, packed or one by one. */
    public float[] reals(int field) {
        List<Float> found = new ArrayList<>();
        for (Object value : all(field)) {
            if (value instanceof Integer bits) found.add(Float.intBitsToFloat(bits));
            if (value instanceof ByteBuffer packed) {
                ByteBuffer in = packed.duplicate().order(ByteOrder.LITTLE_ENDIAN);
                while (in.remaining() >= Float.BYTES) found.add(in.getFloat());
            }
        }
        float[] values = new float[found.size()];
        for (int i = 0; i < values.length; i++) values[i] = found.get(i);
        return values;
    }

    /** Text; empty where there is none. */
    public String text(int field) {
        List<String> all = texts(field);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** Every text of a repeated field. */
    public List<String> texts(int field) {
        return buffers(field).stream()
                .map(bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString())
                .toList();
    }

    /** Bytes, little-endian; none where there is no such field. */
    public ByteBuffer bytes(int field) {
        List<ByteBuffer> all = buffers(field);
        return all.isEmpty()
                ? ByteBuffer.allocate(0)
                : all.get(all.size() - 1).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The message within; one without fields where there is none. */
    public ProtobufMessage message(int field) {
        return new ProtobufMessage(bytes(field));
    }

    /** Every message of a repeated field. */
    public List<ProtobufMessage> messages(int field) {
        return buffers(field).stream().map(ProtobufMessage::new).toList();
    }

    private List<ByteBuffer> buffers(int field) {
        return all(field).stream()
                .filter(ByteBuffer.class::isInstance)
                .map(ByteBuffer.class::cast)
                .toList();
    }
}
