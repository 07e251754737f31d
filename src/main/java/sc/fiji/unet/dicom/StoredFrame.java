package sc.fiji.unet.dicom;

import java.nio.ByteBuffer;

/** The samples of one frame. Gray values are as MONOCHROME2 would have them: those of MONOCHROME1 come inverted. */
public final class StoredFrame {
    private final PixelFormat format;
    private final ByteBuffer bytes;
    private final int first;
    private final PixelFormat.Bits bits;
    private final long mask;

    /**
     * A frame over the bytes that hold it, which are not copied.
     *
     * @param bytes in the order of the file
     * @param first where the frame's first sample lies in them, counted in samples
     */
    StoredFrame(PixelFormat format, ByteBuffer bytes, int first) {
        this.format = format;
        this.bytes = bytes;
        this.first = first;
        bits = format.bits();
        mask = (1L << bits.stored()) - 1;
    }

    /** The real number of a pixel, for floating-point frames. */
    public double real(int pixel) {
        return bits.allocated() == 64 ? bytes.getDouble(8 * pixel) : bytes.getFloat(4 * pixel);
    }

    /** The whole number of a pixel of one sample. */
    public long gray(int pixel) {
        long value = sample(pixel);
        if (format.photometric() != Photometric.MONOCHROME1) return value;
        return (bits.signed() ? -1 : mask) - value;
    }

    /** Red (0), green (1) or blue (2) of a pixel. */
    public int color(int pixel, int c) {
        return switch (format.photometric()) {
            case YBR_FULL -> rgb(sample(place(pixel, 0)), sample(place(pixel, 1)), sample(place(pixel, 2)), c);
            case YBR_FULL_422 -> {
                int pair = pixel / 2 * 4;
                yield rgb(sample(pair + pixel % 2), sample(pair + 2), sample(pair + 3), c);
            }
            default -> (int) sample(place(pixel, c));
        };
    }

    private int place(int pixel, int c) {
        return format.planar() ? c * format.pixels() + pixel : 3 * pixel + c;
    }

    /** The stored bits only. */
    private long sample(int index) {
        long raw =
                switch (bits.allocated()) {
                    case 1 -> bytes.get((first + index) / 8) >> (first + index) % 8 & 1;
                    case 8 -> bytes.get(first + index);
                    case 16 -> bytes.getShort(2 * index);
                    default -> bytes.getInt(4 * index);
                };
        long value = raw >> bits.high() + 1 - bits.stored() & mask;
        return bits.signed() && value > mask >> 1 ? value - mask - 1 : value;
    }

    /** By ITU-R BT.601, as the standard has it. */
    private static int rgb(long y, long cb, long cr, int c) {
        double value =
                switch (c) {
                    case 0 -> y + 1.402 * (cr - 128);
                    case 1 -> y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128);
                    default -> y + 1.772 * (cb - 128);
                };
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
