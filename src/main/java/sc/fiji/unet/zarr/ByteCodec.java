package sc.fiji.unet.zarr;

import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** How the bytes of a chunk are packed. Whatever a chunk promises, no more is unpacked than it may hold. */
enum ByteCodec {
    GZIP {
        @Override
        byte[] unpack(byte[] packed, int most) throws IOException {
            return stream(new GZIPInputStream(new ByteArrayInputStream(packed)), most);
        }

        @Override
        byte[] pack(byte[] plain) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            }
            return out.toByteArray();
        }
    },
    ZLIB {
        @Override
        byte[] unpack(byte[] packed, int most) throws IOException {
            return stream(new InflaterInputStream(new ByteArrayInputStream(packed)), most);
        }
    },
    ZSTD {
        @Override
        byte[] unpack(byte[] packed, int most) throws IOException {
            long said = ZstdDecompressor.getDecompressedSize(packed, 0, packed.length);
            byte[] out = new byte[said < 0 ? most : fitting(said, most)];
            int found = new ZstdDecompressor().decompress(packed, 0, packed.length, out, 0, out.length);
            return found == out.length ? out : Arrays.copyOf(out, found);
        }

        @Override
        byte[] pack(byte[] plain) {
            ZstdCompressor zstd = new ZstdCompressor();
            byte[] out = new byte[zstd.maxCompressedLength(plain.length)];
            return Arrays.copyOf(out, zstd.compress(plain, 0, plain.length, out, 0, out.length));
        }
    },
    /** A block of LZ4 after its size, as numcodecs has it. */
    LZ4 {
        @Override
        byte[] unpack(byte[] packed, int most) throws IOException {
            if (packed.length < Integer.BYTES) throw new IOException("it is cut off");
            int said = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt();
            byte[] out = new byte[fitting(said & 0xFFFFFFFFL, most)];
            int found = new Lz4Decompressor()
                    .decompress(packed, Integer.BYTES, packed.length - Integer.BYTES, out, 0, out.length);
            return found == out.length ? out : Arrays.copyOf(out, found);
        }
    },
    BLOSC {
        @Override
        byte[] unpack(byte[] packed, int most) throws IOException {
            return Blosc.unpack(packed, most);
        }
    },
    /** The bytes as they are, then their checksum. */
    CRC32C {
        @Override
        byte[] unpack(byte[] packed, int most) throws IOException {
            int count = packed.length - Integer.BYTES;
            if (count < 0) throw new IOException("it is cut off");
            CRC32C sum = new CRC32C();
            sum.update(packed, 0, count);
            int said = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(count);
            if (said != (int) sum.getValue()) throw new IOException("its checksum does not fit: it is damaged");
            return Arrays.copyOf(packed, count);
        }
    };

    /** Of compression, where what this program writes says one. */
    static final int LEVEL = 3;

    /** The codec of this name, with or without the library's before it; others are refused. */
    static ByteCodec of(String name) throws IOException {
        String plain = name.startsWith("numcodecs.") ? name.substring("numcodecs.".length()) : name;
        for (ByteCodec codec : values()) if (codec.id().equals(plain)) return codec;
        throw new IOException("it is packed by " + name + ", expected none, gzip, zlib, zstd, lz4 or blosc");
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Unpacks into at most so many bytes. Damage throws IOException, or what a library throws. */
    abstract byte[] unpack(byte[] packed, int most) throws IOException;

    /** Packs, where this program writes in that way. */
    byte[] pack(byte[] plain) throws IOException {
        throw new UnsupportedOperationException(id());
    }

    private static byte[] stream(InputStream in, int most) throws IOException {
        try (in) {
            byte[] out = in.readNBytes(most);
            if (out.length == most && in.read() >= 0) throw tooMuch("more", most);
            return out;
        }
    }

    private static int fitting(long said, int most) throws IOException {
        if (said > most) throw tooMuch(said, most);
        return (int) said;
    }

    private static IOException tooMuch(Object found, int most) {
        return new IOException("it unpacks to " + found + " bytes, expected at most " + most);
    }
}
