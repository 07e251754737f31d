package sc.fiji.unet.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes arrays of float32 as NumPy does, in version 1.0 of its format. */
final class Npy {
    private static final int ALIGNMENT = 64;
    private static final int BEFORE_HEADER = 10;

    private Npy() {}

    static void write(Path file, float[] values, int... shape) throws IOException {
        String dimensions = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dimensions + ",), }";
        int length = (BEFORE_HEADER + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - BEFORE_HEADER;
        ByteBuffer bytes = ByteBuffer.allocate(BEFORE_HEADER + length + Float.BYTES * values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) length);
        bytes.put((header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }
}
