package sc.fiji.unet.zarr;

import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The container of Blosc 1: a header of 16 bytes, the places of blocks, and in each block one packed stream, or one for each
 * byte of a number. The bytes of a block may have been shuffled before. For one thread.
 */
final class Blosc {
    private static final int HEADER = 16;
    private static final int SHUFFLED = 1;
    private static final int PLAIN = 2;
    private static final int BIT_SHUFFLED = 4;
    private static final int WHOLE_BLOCKS = 16;
    private static final int MOST_STREAMS = 16;
    private static final int LEAST_STREAM = 128;

    private final byte[] in;
    private final ByteBuffer numbers;
    private final int flags;
    private final int size;
    private final int count;
    private final int block;

    private Blosc(byte[] in, int most) throws IOException {
        this.in = in;
        numbers = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
        if (in.length < HEADER) throw damaged("it has " + in.length + " bytes");
        flags = in[2];
        size = Math.max(1, in[3] & 0xFF);
        count = numbers.getInt(4);
        block = numbers.getInt(8);
        int packed = numbers.getInt(12);
        if (in[0] != 1 && in[0] != 2) throw damaged("its format is " + in[0]);
        if (count < 0 || count > most) throw damaged("it promises " + count + " bytes, expected at most " + most);
        if (packed > in.length || packed < HEADER) throw damaged("it has " + in.length + " bytes of " + packed);
        if (block < 1 && count > 0) throw damaged("its blocks have " + block + " bytes");
    }

    /** Unpacks into at most so many bytes. */
    static byte[] unpack(byte[] packed, int most) throws IOException {
        Blosc blosc = new Blosc(packed, most);
        return blosc.run();
    }

    private byte[] run() throws IOException {
        if ((flags & PLAIN) != 0) {
            if (count > in.length - HEADER) throw damaged("it is cut off");
            return Arrays.copyOfRange(in, HEADER, HEADER + count);
        }
        byte[] out = new byte[count];
        int blocks = (int) ((count + (long) block - 1) / block);
        if (blocks > (in.length - HEADER) / Integer.BYTES) throw damaged("it promises " + blocks + " blocks");
        for (int i = 0; i < blocks; i++) {
            int length = Math.min(block, count - i * block);
            byte[] plain = unshuffled(block(numbers.getInt(HEADER + i * Integer.BYTES), length));
            System.arraycopy(plain, 0, out, i * block, length);
        }
        return out;
    }

    private byte[] unshuffled(byte[] bytes) {
        if ((flags & SHUFFLED) != 0 && size > 1) return Shuffling.bytes(bytes, size);
        if ((flags & BIT_SHUFFLED) == 0 || bytes.length < size) return bytes;
        boolean left = in[0] == 2 && bytes.length / size % Byte.SIZE != 0; // such blocks were left as they are
        return left ? bytes : Shuffling.bits(bytes, size);
    }

    private byte[] block(int from, int length) throws IOException {
        boolean divided =
                (flags & WHOLE_BLOCKS) == 0 && size <= MOST_STREAMS && block / size >= LEAST_STREAM && length == block;
        int streams = divided ? size : 1;
        byte[] out = new byte[length];
        int at = from;
        for (int i = 0; i < streams; i++) {
            if (at < HEADER || at > in.length - Integer.BYTES) throw damaged("its blocks lie outside of it");
            int packed = numbers.getInt(at);
            at += Integer.BYTES;
            if (packed < 0 || packed > in.length - at) throw damaged("its blocks lie outside of it");
            byte[] part = stream(at, packed, length / streams);
            System.arraycopy(part, 0, out, i * part.length, part.length);
            at += packed;
        }
        return out;
    }

    private byte[] stream(int from, int packed, int length) throws IOException {
        if (packed == length) return Arrays.copyOfRange(in, from, from + length);
        byte[] out = new byte[length];
        int found;
        try {
            found = switch (flags >> 5 & 7) {
                case 0 -> BloscLz.unpack(in, from, packed, out);
                case 1 -> new Lz4Decompressor().decompress(in, from, packed, out, 0, length);
                case 2 -> new SnappyDecompressor().decompress(in, from, packed, out, 0, length);
                case 3 -> inflate(from, packed, out);
                case 4 -> new ZstdDecompressor().decompress(in, from, packed, out, 0, length);
                default -> throw damaged("its codec has the number " + (flags >> 5 & 7));
            };
        } catch (RuntimeException e) { // whatever the libraries find
            throw new IOException("its Blosc data are damaged: " + e.getMessage(), e);
        }
        if (found != length) throw damaged("a block has " + found + " bytes, expected " + length);
        return out;
    }

    private int inflate(int from, int packed, byte[] out) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in, from, packed);
            return inflater.inflate(out);
        } catch (DataFormatException e) {
            throw new IOException("its zlib data are damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static IOException damaged(String why) {
        return new IOException("its Blosc data are damaged: " + why);
    }
}
