package sc.fiji.unet.imagej.files;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** The checksums of a PNG file's chunks (https://www.w3.org/TR/png-3, section 5), which the JDK's decoder never looks at. */
final class PngChecksums {
    private static final int SIGNATURE = 8;
    private static final int END = 0x49454E44;
    private static final int BUFFER = 1 << 16;

    private PngChecksums() {}

    /** Refuses a file with a wrong checksum, or without an end. */
    static void require(Path file) throws IOException {
        long left = Files.size(file) - SIGNATURE;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            in.skipNBytes(SIGNATURE);
            int type = 0;
            while (type != END) {
                long length = in.readInt() & 0xFFFFFFFFL;
                left -= length + 12;
                if (left < 0) throw new EOFException();
                type = in.readInt();
                requireChunk(in, type, length);
            }
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private static void requireChunk(DataInputStream in, int type, long length) throws IOException {
        CRC32 sum = new CRC32();
        for (int shift = 24; shift >= 0; shift -= 8) sum.update(type >> shift);
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        for (long left = length; left > 0; left -= buffer.length) {
            int n = (int) Math.min(buffer.length, left);
            in.readFully(buffer, 0, n);
            sum.update(buffer, 0, n);
        }
        if ((int) sum.getValue() != in.readInt()) throw new IOException("it is damaged: a checksum is wrong");
    }
}
