package sc.fiji.unet.tiff;

import sc.fiji.unet.base.Halves;

/**
 * What one number of a pixel is in the file and what it becomes: whole numbers of up to 8 bits a byte, of up to 16 bits a
 * short (signed ones 32768 higher, as ImageJ wants them), all others a float.
 *
 * @param bits of a number in the file, 1 to 64
 * @param format UNSIGNED, SIGNED or FLOAT
 */
public record SampleType(int bits, int format) {
    /** Whole numbers from 0. */
    public static final int UNSIGNED = 1;

    /** Whole numbers in two's complement. */
    public static final int SIGNED = 2;

    /** Floating-point numbers of IEEE 754, of 16, 32 or 64 bits. */
    public static final int FLOAT = 3;

    private static final int SIGN_OFFSET = 32768;

    /** Refuses what no array holds. */
    static SampleType of(int bits, int format) throws UnsupportedTiffException {
        int known = format == 4 ? UNSIGNED : format; // 4: nobody said
        boolean whole = bits >= 1 && bits <= 16 || bits == 24 || bits == 32 || bits == 64;
        boolean fits =
                switch (known) {
                    case UNSIGNED -> whole;
                    case SIGNED -> whole && bits % 8 == 0;
                    case FLOAT -> bits == 16 || bits == 32 || bits == 64;
                    default -> false;
                };
        if (fits) return new SampleType(bits, known);
        String kind = known == SIGNED ? "signed" : known == FLOAT ? "floating-point" : "unsigned";
        throw new UnsupportedTiffException(
                known > FLOAT
                        ? "its pixels are complex numbers (sample format " + format + "), expected real ones"
                        : "its pixels have " + bits + " " + kind
                                + " bits, expected 1 to 16, 24, 32 or 64 of whole numbers or 16, 32 or 64 of others");
    }

    /** Whether the file's values become signed shorts. */
    public boolean signed16() {
        return format == SIGNED && bits <= 16;
    }

    /** Bits of what a value becomes: 8, 16 or 32. */
    public int storedBits() {
        if (format == FLOAT || bits > 16) return 32;
        return bits <= 8 && format == UNSIGNED ? 8 : 16;
    }

    /** An array for so many values: byte[], short[] or float[]. */
    Object array(int size) {
        return switch (storedBits()) {
            case 8 -> new byte[size];
            case 16 -> new short[size];
            default -> new float[size];
        };
    }

    /** The value of these bits turned round, as 0 and 255 are, where white is 0; others are left alone. */
    long inverted(long value) {
        if (format == FLOAT) return value;
        return format == SIGNED ? ~value : ~value & -1L >>> 64 - bits;
    }

    /** Puts a value into an array; one bit alone becomes 0 or 255. */
    void put(long value, Object array, int i) {
        if (array instanceof byte[] bytes) bytes[i] = (byte) (bits == 1 ? -value : value);
        else if (array instanceof short[] shorts) {
            shorts[i] = (short) (format == SIGNED ? extended(value) + SIGN_OFFSET : value);
        } else ((float[]) array)[i] = (float) real(value);
    }

    private double real(long value) {
        if (format == FLOAT) {
            return switch (bits) {
                case 16 -> Halves.toFloat((short) value);
                case 32 -> Float.intBitsToFloat((int) value);
                default -> Double.longBitsToDouble(value);
            };
        }
        if (format == SIGNED) return extended(value);
        return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }

    private long extended(long value) {
        return value << 64 - bits >> 64 - bits;
    }
}
