package sc.fiji.unet.tiff;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The bytes of a file. What is asked for is held against its length before anything is allocated. For one thread. */
final class TiffBytes implements Closeable {
    private static final short LITTLE = 0x4949;

    private final RandomAccessFile file; // a channel would be closed for all where one of its readers is interrupted
    private final long length;
    private final ByteOrder order;

    /** Opens a file, whose first two bytes say which byte of a number comes first. */
    TiffBytes(Path file) throws IOException {
        this.file = new RandomAccessFile(file.toFile(), "r");
        try {
            length = this.file.length();
            order = length > 1 && read(0, 2, ByteOrder.BIG_ENDIAN).getShort() == LITTLE
                    ? ByteOrder.LITTLE_ENDIAN
                    : ByteOrder.BIG_ENDIAN;
        } catch (IOException | RuntimeException e) {
            this.file.close();
            throw e;
        }
    }

    long length() {
        return length;
    }

    ByteOrder order() {
        return order;
    }

    /** Some bytes, in the file's order. */
    ByteBuffer bytes(long at, long count) throws IOException {
        requireWithin(at, count);
        if (count > Integer.MAX_VALUE - 8) throw new IOException("one part of it has " + count + " bytes");
        return read(at, (int) count, order);
    }

    /** Refuses a place outside of the file. */
    void requireWithin(long at, long count) throws IOException {
        if (at >= 0 && count >= 0 && at <= length - count) return;
        throw new IOException("it is cut off or damaged: found " + length + " bytes, but it says that there are "
                + count + " at " + at);
    }

    private ByteBuffer read(long at, int count, ByteOrder order) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(at);
        try {
            file.readFully(bytes);
        } catch (EOFException e) {
            throw new EOFException("it is cut off");
        }
        return ByteBuffer.wrap(bytes).order(order);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
