package sc.fiji.unet.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import sc.fiji.unet.base.Halves;

/** The kinds of numbers that arrays hold. */
public enum ZarrType {
    /** True and false, a byte each. */
    BOOL("bool", "b1", 1),
    INT8("int8", "i1", 1),
    UINT8("uint8", "u1", 1),
    INT16("int16", "i2", 2),
    UINT16("uint16", "u2", 2),
    INT32("int32", "i4", 4),
    UINT32("uint32", "u4", 4),
    INT64("int64", "i8", 8),
    UINT64("uint64", "u8", 8),
    /** Read as 32 bits. */
    FLOAT16("float16", "f2", 2),
    FLOAT32("float32", "f4", 4),
    FLOAT64("float64", "f8", 8);

    private static final int MOST_DIGITS = 20;

    /** Its name in Zarr v3. */
    final String id;
    /** Its name in Zarr v2, after the byte order. */
    final String v2;
    /** Bytes of a number in the store. */
    final int bytes;

    ZarrType(String id, String v2, int bytes) {
        this.id = id;
        this.v2 = v2;
        this.bytes = bytes;
    }

    /** The type of this name of Zarr v3, or of v2 without the byte order; others are refused. */
    static ZarrType of(String name) throws IOException {
        return Arrays.stream(values())
                .filter(type -> type.id.equals(name) || type.v2.equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("its numbers are of the type " + name
                        + ", expected integers of 8 to 64 bits, floats of 16 to" + " 64 bits or bool"));
    }

    boolean real() {
        return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /** What stands for pixels that nobody wrote: the value itself of whole numbers, the bits of a float or double. */
    long fill(JsonElement value) throws IOException {
        if (value == null || value.isJsonNull()) return 0;
        if (!(value instanceof JsonPrimitive primitive)) throw ZarrJson.unexpected("fill_value", value, "a number");
        if (primitive.isBoolean()) return primitive.getAsBoolean() ? 1 : 0;
        try {
            return real() ? realFill(primitive) : wholeFill(primitive.getAsBigDecimal());
        } catch (NumberFormatException | ArithmeticException e) {
            throw ZarrJson.unexpected("fill_value", value, "a number");
        }
    }

    private static long wholeFill(BigDecimal value) {
        if ((long) value.precision() - value.scale() > MOST_DIGITS) throw new ArithmeticException("too large");
        return value.toBigIntegerExact().longValue();
    }

    private long realFill(JsonPrimitive value) {
        String text = value.getAsString();
        if (value.isString() && text.toLowerCase(Locale.ROOT).startsWith("0x")) {
            long bits = Long.parseUnsignedLong(text.substring(2), 16);
            return this == FLOAT16 ? Float.floatToRawIntBits(Halves.toFloat((short) bits)) : bits;
        }
        double number = Double.parseDouble(text);
        return this == FLOAT64 ? Double.doubleToRawLongBits(number) : Float.floatToRawIntBits((float) number);
    }

    /** An array of so many numbers as they lie in memory, all of them this fill value. */
    Object filled(int count, long fill) {
        Object array = array(count);
        if (fill == 0) return array;
        if (array instanceof byte[] values) Arrays.fill(values, (byte) fill);
        else if (array instanceof short[] values) Arrays.fill(values, (short) fill);
        else if (array instanceof int[] values) Arrays.fill(values, (int) fill);
        else if (array instanceof long[] values) Arrays.fill(values, fill);
        else if (array instanceof float[] values) Arrays.fill(values, Float.intBitsToFloat((int) fill));
        else Arrays.fill((double[]) array, Double.longBitsToDouble(fill));
        return array;
    }

    /** An array of so many zeros: of bytes, shorts, ints or longs of either sign, of floats or doubles. */
    Object array(int count) {
        return switch (this) {
            case BOOL, INT8, UINT8 -> new byte[count];
            case INT16, UINT16 -> new short[count];
            case INT32, UINT32 -> new int[count];
            case INT64, UINT64 -> new long[count];
            case FLOAT16, FLOAT32 -> new float[count];
            case FLOAT64 -> new double[count];
        };
    }

    /** Bytes of a number in memory. */
    int memory() {
        return this == FLOAT16 ? Float.BYTES : bytes;
    }
}
