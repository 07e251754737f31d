package sc.fiji.unet.tiff;

import java.io.IOException;

/** The LZW of TIFF (revision 6.0, section 13): codes of 9 to 12 bits, the highest bit first, widened one code early. */
final class Lzw {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int MOST = 4096;

    private final byte[] packed;
    private final byte[] pixels;
    private final int[] start = new int[MOST];
    private final int[] length = new int[MOST];
    private long bit;
    private int next;
    private int found;

    /** Unpacks the one into the other. */
    Lzw(byte[] packed, byte[] pixels) {
        this.packed = packed;
        this.pixels = pixels;
    }

    /** Gives how many bytes were found. */
    int unpack() throws IOException {
        if (packed.length > 1 && packed[0] == 0 && (packed[1] & 1) == 1)
            throw new UnsupportedTiffException(
                    "it is compressed by the LZW of TIFF 5, expected that of TIFF 6. Save it anew, as by tiffcp");
        next = FIRST;
        int last = CLEAR;
        for (int code = code(); code != END && found < pixels.length; code = code()) {
            if (code == CLEAR) next = FIRST;
            else take(code, last);
            last = code;
        }
        return found;
    }

    /** The next code; END where there are no more bytes. */
    private int code() {
        int width = next < 511 ? 9 : next < 1023 ? 10 : next < 2047 ? 11 : 12;
        if (bit + width > packed.length * 8L) return END;
        int code = 0;
        for (int i = 0; i < width; i++, bit++) {
            code = code << 1 | packed[(int) (bit >> 3)] >> 7 - (int) (bit & 7) & 1;
        }
        return code;
    }

    /** A text of the table is where it was first written: each new one is the last and the first letter of this. */
    private void take(int code, int last) throws IOException {
        int from = found;
        if (code < CLEAR) write(code);
        else if (code < next) copy(start[code], length[code]);
        else if (code == next && last != CLEAR) copy(from - size(last), size(last) + 1);
        else throw new IOException("it is damaged: LZW code " + code + " of " + next);
        if (last == CLEAR) return;
        if (next < MOST) {
            start[next] = from - size(last);
            length[next] = size(last) + 1;
            next++;
        }
    }

    private int size(int code) {
        return code < CLEAR ? 1 : length[code];
    }

    private void write(int value) {
        if (found < pixels.length) pixels[found++] = (byte) value;
    }

    private void copy(int from, int count) {
        for (int i = 0; i < count && found < pixels.length; i++) pixels[found++] = pixels[from + i];
    }
}
