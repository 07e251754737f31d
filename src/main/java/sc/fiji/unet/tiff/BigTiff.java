package sc.fiji.unet.tiff;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * Writes gray planes as BigTIFF, whose places are 64 bits long: a plain TIFF ends at 4 GB, and ImageJ tells of the first
 * plane only where there are more.
 *
 * @param width of each plane
 * @param height of each plane
 * @param count how many planes
 * @param plane the pixels of that of an index from 0: byte[], short[] or float[]
 */
public record BigTiff(int width, int height, int count, IntFunction<Object> plane) {
    private static final int HEADER = 16;
    private static final int ENTRY = 20;
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LONG8 = 16;
    private static final int FLOATS = 3;

    /** Writes all of it: the planes one behind the other, then where they are. */
    public void write(OutputStream out, String description) throws IOException {
        byte[] text = (description + "\0").getBytes(StandardCharsets.UTF_8);
        int before = (HEADER + text.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        Object first = plane.apply(0);
        long bytes = (long) width * height * sample(first);
        ByteBuffer head = buffer(before).putShort((short) 0x4949).putShort((short) 43);
        head.putShort((short) Long.BYTES).putShort((short) 0).putLong(before + bytes * count);
        out.write(head.put(text).array());
        for (int i = 0; i < count; i++) out.write(bytes(plane.apply(i)));
        long at = before + bytes * count;
        for (int i = 0; i < count; i++) {
            byte[] directory = directory(first, before + bytes * i, bytes, i == 0 ? text.length : 0);
            at += directory.length;
            if (i < count - 1) buffer(directory).putLong(directory.length - Long.BYTES, at);
            out.write(directory);
        }
    }

    private byte[] directory(Object pixels, long place, long bytes, int text) {
        int entries = text > 0 ? 11 : 10;
        ByteBuffer to = buffer(Long.BYTES + entries * ENTRY + Long.BYTES).putLong(entries);
        entry(to, TiffTags.WIDTH, LONG, 1, width);
        entry(to, TiffTags.HEIGHT, LONG, 1, height);
        entry(to, TiffTags.BITS, SHORT, 1, 8L * sample(pixels));
        entry(to, TiffTags.COMPRESSION, SHORT, 1, 1);
        entry(to, TiffTags.PHOTOMETRIC, SHORT, 1, 1);
        if (text > 0) entry(to, TiffTags.DESCRIPTION, ASCII, text, HEADER);
        entry(to, TiffTags.STRIP_OFFSETS, LONG8, 1, place);
        entry(to, TiffTags.SAMPLES, SHORT, 1, 1);
        entry(to, TiffTags.ROWS_PER_STRIP, LONG, 1, height);
        entry(to, TiffTags.STRIP_COUNTS, LONG8, 1, bytes);
        entry(to, TiffTags.SAMPLE_FORMAT, SHORT, 1, pixels instanceof float[] ? FLOATS : 1);
        return to.array();
    }

    private static void entry(ByteBuffer to, int tag, int type, long count, long value) {
        to.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
    }

    private static int sample(Object pixels) {
        return pixels instanceof byte[] ? 1 : pixels instanceof short[] ? Short.BYTES : Float.BYTES;
    }

    private static byte[] bytes(Object pixels) {
        if (pixels instanceof byte[] plain) return plain;
        if (pixels instanceof short[] shorts) {
            ByteBuffer to = buffer(shorts.length * Short.BYTES);
            to.asShortBuffer().put(shorts);
            return to.array();
        }
        float[] floats = (float[]) pixels;
        ByteBuffer to = buffer(Math.multiplyExact(floats.length, Float.BYTES));
        to.asFloatBuffer().put(floats);
        return to.array();
    }

    private static ByteBuffer buffer(int bytes) {
        return buffer(new byte[bytes]);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
