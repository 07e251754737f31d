package sc.fiji.unet.dicom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes of a data set in their order, with a count of those read. */
final class DicomInput {
    private final BufferedInputStream in;
    private final ByteOrder order;
    private long position;

    DicomInput(InputStream in, ByteOrder order) {
        this.in = in instanceof BufferedInputStream ? (BufferedInputStream) in : new BufferedInputStream(in);
        this.order = order;
    }

    ByteOrder order() {
        return order;
    }

    long position() {
        return position;
    }

    /** The next bytes, which stay unread; fewer where the file ends. */
    byte[] peek(int count) throws IOException {
        in.mark(count);
        byte[] bytes = in.readNBytes(count);
        in.reset();
        return bytes;
    }

    /** Memory is taken as bytes arrive, whatever a header promises. */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) throw new EOFException();
        return bytes;
    }

    void fill(byte[] bytes) throws IOException {
        int read = in.readNBytes(bytes, 0, bytes.length);
        position += read;
        if (read < bytes.length) throw new EOFException();
    }

    void skip(long count) throws IOException {
        in.skipNBytes(count);
        position += count;
    }

    int unsignedShort() throws IOException {
        return ByteBuffer.wrap(bytes(2)).order(order).getShort() & 0xFFFF;
    }

    long unsignedInt() throws IOException {
        return ByteBuffer.wrap(bytes(4)).order(order).getInt() & 0xFFFFFFFFL;
    }
}
