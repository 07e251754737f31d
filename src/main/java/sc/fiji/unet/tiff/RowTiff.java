package sc.fiji.unet.tiff;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes gray planes row by row, so that nobody needs all of their pixels at a time. All that a TIFF file says beside its
 * pixels is that of a plain one with a single pixel a plane, which lie at its end. Of several planes, the first says that the
 * others follow it, as ImageJ does in long files; what is too long a plane for that becomes a BigTIFF, of a page each.
 */
public final class RowTiff {
    private static final int BIG_HEADER = 16;
    private static final int PLAIN_ENTRY = 12;
    private static final int BIG_ENTRY = 20;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LONG8 = 16;

    private final ByteBuffer like;
    private final long width;
    private final long height;
    private final int planes;
    private final int directory;
    private final int entries;
    private int bits;
    private int pixels;

    /**
     * For planes of this size.
     *
     * @param onePixel a plain TIFF file of one pixel a plane, of 8 or 16 bits or a float, which is copied
     */
    public RowTiff(byte[] onePixel, int width, int height, int planes) {
        ByteOrder order = onePixel[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        like = ByteBuffer.wrap(onePixel.clone()).order(order);
        this.width = width;
        this.height = height;
        this.planes = planes;
        directory = like.getInt(4);
        entries = like.getShort(directory);
        for (int i = 0; i < entries; i++) {
            int tag = like.getShort(entry(i)) & 0xFFFF;
            if (tag == TiffTags.BITS) bits = like.getShort(entry(i) + 8);
            if (tag == TiffTags.STRIP_OFFSETS) pixels = like.getInt(entry(i) + 8);
        }
    }

    /**
     * Writes all of it.
     *
     * @param rows puts the values of the next row into an array, called once a row of each plane
     * @param mostPlain where a plane has more bytes of pixels, it becomes a BigTIFF
     */
    public void write(OutputStream out, Consumer<int[]> rows, long mostPlain) throws IOException {
        out.write(bytes() > mostPlain ? big() : plain());
        int[] row = new int[(int) width];
        ByteBuffer stored = ByteBuffer.allocate(row.length * bits / Byte.SIZE).order(like.order());
        for (long y = 0; y < height * planes; y++) {
            rows.accept(row);
            stored.clear();
            for (int value : row) put(value, stored);
            out.write(stored.array());
        }
    }

    private void put(int value, ByteBuffer stored) {
        if (bits == Byte.SIZE) stored.put((byte) value);
        else if (bits == Short.SIZE) stored.putShort((short) value);
        else stored.putFloat(value);
    }

    private long bytes() {
        return width * height * bits / Byte.SIZE;
    }

    private int entry(int index) {
        return directory + 2 + index * PLAIN_ENTRY;
    }

    /** What a tag says of the plane and not of the pixel; -1 where both have the same to say. */
    private long said(int tag) {
        return switch (tag) {
            case TiffTags.WIDTH -> width;
            case TiffTags.HEIGHT, TiffTags.ROWS_PER_STRIP -> height;
            case TiffTags.STRIP_COUNTS -> bytes();
            default -> -1;
        };
    }

    private byte[] plain() {
        for (int i = 0; i < entries; i++) {
            int at = entry(i);
            long value = said(like.getShort(at) & 0xFFFF);
            if (value < 0) continue;
            boolean small = like.getShort(at + 2) == SHORT && value <= 0xFFFF;
            like.putShort(at + 2, (short) (small ? SHORT : LONG)).putInt(at + 8, 0);
            if (small) like.putShort(at + 8, (short) value);
            else like.putInt(at + 8, (int) value);
        }
        like.putInt(entry(entries), 0);
        return Arrays.copyOf(like.array(), pixels);
    }

    /** The directories with longer places, then what had no place in the plain one, then that of the plain file. */
    private byte[] big() {
        int each = Long.BYTES + entries * BIG_ENTRY + Long.BYTES;
        int before = Math.addExact(BIG_HEADER, Math.multiplyExact(planes, each));
        ByteBuffer to = ByteBuffer.allocate(before + pixels).order(like.order());
        to.putShort(like.getShort(0)).putShort((short) 43).putShort((short) Long.BYTES);
        to.putShort((short) 0).putLong(BIG_HEADER);
        for (int plane = 0; plane < planes; plane++) {
            long place = before + pixels + plane * bytes();
            to.putLong(entries);
            for (int i = 0; i < entries; i++) bigEntry(entry(i), before, place, to);
            to.putLong(plane + 1 < planes ? BIG_HEADER + (plane + 1L) * each : 0);
        }
        return to.put(like.array(), 0, pixels).array();
    }

    private void bigEntry(int at, int before, long place, ByteBuffer to) {
        int tag = like.getShort(at) & 0xFFFF;
        int type = like.getShort(at + 2);
        int count = like.getInt(at + 4);
        int size = TiffTags.SIZES[type] * count;
        long value = tag == TiffTags.STRIP_OFFSETS ? place : said(tag);
        to.putShort((short) tag).putShort((short) (value < 0 ? type : LONG8)).putLong(count);
        int from = size > Integer.BYTES ? like.getInt(at + 8) : at + 8;
        if (value >= 0) to.putLong(value);
        else if (size > Long.BYTES) to.putLong(before + from);
        else to.put(inline(from, size));
    }

    private byte[] inline(int from, int size) {
        return Arrays.copyOf(Arrays.copyOfRange(like.array(), from, from + size), Long.BYTES);
    }
}
