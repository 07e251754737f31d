package sc.fiji.unet.base;

/** Floating-point numbers of 16 bits, as IEEE 754 has them. */
public final class Halves {
    private static final int EXPONENT = 0x1F;
    private static final float SMALLEST = 0x1p-24f;

    private Halves() {}

    /** The same number in 32 bits, which hold each exactly. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & EXPONENT;
        int fraction = half & 0x3FF;
        if (exponent == 0) return Float.intBitsToFloat(Float.floatToRawIntBits(fraction * SMALLEST) | sign);
        int wide = exponent == EXPONENT ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
