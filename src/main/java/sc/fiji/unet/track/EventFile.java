package sc.fiji.unet.track;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import sc.fiji.unet.base.Protobuf;

/**
 * A file of TensorBoard events in TFRecord framing: length, masked CRC32C of the length, the event, masked CRC32C of the
 * event. Each record is handed to the system whole, so that TensorBoard can watch and a crash cuts off at most the last.
 */
final class EventFile implements AutoCloseable {
    private static final String VERSION = "brain.Event:2";
    private static final int SESSION_START = 1;
    private static final int MASK = 0xa282ead8;
    private final Path file;
    private final OutputStream out;

    EventFile(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(e);
        }
        write(event().text(3, VERSION));
    }

    /** Writes one value of a summary, with its tag already in it. */
    void summary(long step, Protobuf value) {
        write(event().integer(2, step).message(5, new Protobuf().message(1, value)));
    }

    /** Has TensorBoard forget what earlier files of the folder hold from this step on. */
    void resumeAt(long step) {
        write(event().integer(2, step).message(7, new Protobuf().integer(1, SESSION_START)));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The record around an event. */
    static byte[] frame(byte[] event) {
        ByteBuffer record = ByteBuffer.allocate(event.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(event.length);
        record.putInt(maskedCrc(record.array(), Long.BYTES));
        record.put(event).putInt(maskedCrc(event, event.length));
        return record.array();
    }

    private static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private static Protobuf event() {
        return new Protobuf().real(1, System.currentTimeMillis() / 1000.0);
    }

    private void write(Protobuf event) {
        try {
            out.write(frame(event.toBytes()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot write " + file + ". Is the folder writable and the disk not full?", e);
    }
}
