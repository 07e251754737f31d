package sc.fiji.unet.tiff;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Strips and tiles to the bytes of their pixels. What is short or contradicts its checksum is refused. */
final class Unpacker {
    private static final int SCRATCH = 1 << 12;

    private Unpacker() {}

    /** Unpacks bytes into exactly so many. */
    static byte[] unpack(Compression compression, byte[] packed, int size) throws IOException {
        byte[] pixels = new byte[size];
        int found =
                switch (compression) {
                    case DEFLATE -> inflate(packed, pixels);
                    case ZSTD -> zstd(packed, pixels);
                    case PACKBITS -> packBits(packed, pixels);
                    case LZW -> new Lzw(packed, pixels).unpack();
                    default -> throw new IllegalArgumentException(compression.name());
                };
        if (found < size)
            throw new IOException(
                    "it is cut off or damaged: a strip or tile holds " + found + " bytes of pixels, expected " + size);
        return pixels;
    }

    /** Reads to the end of the stream, where its checksum is. */
    private static int inflate(byte[] packed, byte[] pixels) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int found = 0;
            byte[] scratch = new byte[SCRATCH];
            while (!inflater.finished()) {
                boolean room = found < pixels.length;
                int n = room ? inflater.inflate(pixels, found, pixels.length - found) : inflater.inflate(scratch);
                if (room) found += n;
                if (n == 0 && !inflater.finished())
                    throw new IOException("it is cut off or damaged: zlib data without end");
            }
            return found;
        } catch (DataFormatException e) {
            throw new IOException("it is damaged: zlib says " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static int zstd(byte[] packed, byte[] pixels) throws IOException {
        try {
            return new ZstdDecompressor().decompress(packed, 0, packed.length, pixels, 0, pixels.length);
        } catch (RuntimeException e) {
            throw new IOException("it is damaged: Zstandard says " + e.getMessage(), e);
        }
    }

    /** Runs of equal bytes. */
    private static int packBits(byte[] packed, byte[] pixels) {
        int in = 0;
        int out = 0;
        while (in < packed.length && out < pixels.length) {
            int n = packed[in++];
            if (n >= 0) {
                int count = Math.min(n + 1, Math.min(packed.length - in, pixels.length - out));
                System.arraycopy(packed, in, pixels, out, count);
                in += n + 1;
                out += count;
            } else if (n > -128 && in < packed.length) {
                int end = Math.min(pixels.length, out + 1 - n);
                Arrays.fill(pixels, out, end, packed[in++]);
                out = end;
            }
        }
        return out;
    }
}
