package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.ByteOrder;

/** The pixels of a page, or of a window that chunks fill, channel by channel. For one thread. */
public final class PageDecoder {
    private static final int BAND = 1 << 24;

    private final TiffFile file;
    private final TiffPage page;
    private final Object[] channels;
    private final boolean inverted;
    private final Window window;
    private final Predictor predictor;

    /**
     * A part of a page that begins where a chunk does, and ends where one does or with the page.
     *
     * @param x first column
     * @param y first row
     * @param width of it
     * @param height of it
     */
    record Window(int x, int y, int width, int height) {}

    /**
     * Prepares room for a page.
     *
     * @param inverted whether values are to be turned round, as where 0 is white
     */
    public PageDecoder(TiffFile file, TiffPage page, boolean inverted) {
        this(file, page, inverted, new Window(0, 0, page.width(), page.height()));
    }

    /** Prepares room for a part of a page. */
    PageDecoder(TiffFile file, TiffPage page, boolean inverted, Window window) {
        this.file = file;
        this.page = page;
        this.inverted = inverted;
        this.window = window;
        predictor = Predictor.of(page);
        channels = new Object[page.alpha()];
        for (int i = 0; i < channels.length; i++)
            channels[i] = page.type().array(Math.multiplyExact(window.width, window.height));
    }

    /**
     * Reads all channels but alpha: each a byte[], short[] or float[] of width times height values, row by row. Strips and
     * tiles of 0 bytes are those that a sparse file leaves out; their pixels are 0.
     */
    public Object[] decode() throws IOException {
        ChunkGrid grid = page.grid;
        int perPlane = grid.columns() * grid.rows();
        for (int plane = 0; plane < (grid.planar() ? channels.length : 1); plane++) {
            for (int row = window.y / grid.chunkHeight();
                    row * (long) grid.chunkHeight() < window.y + window.height;
                    row++) {
                for (int i = first(row); i <= last(row); i++) {
                    if (grid.counts()[plane * perPlane + i] > 0) chunk(plane, i, plane * perPlane + i);
                }
            }
        }
        return channels;
    }

    /** The first chunk of a row of them that the window has. */
    private int first(int row) {
        return row * page.grid.columns() + window.x / page.grid.chunkWidth();
    }

    private int last(int row) {
        return row * page.grid.columns() + (window.x + window.width - 1) / page.grid.chunkWidth();
    }

    private void chunk(int plane, int place, int index) throws IOException {
        if (Thread.currentThread().isInterrupted()) throw new IOException("reading was given up");
        ChunkGrid grid = page.grid;
        int row = place / grid.columns();
        int x = place % grid.columns() * grid.chunkWidth();
        int y = row * grid.chunkHeight();
        int height = grid.heightOf(row);
        if (page.compression == Compression.NONE) {
            bands(plane, index, x, y);
            return;
        }
        byte[] packed = file.bytes(grid.offsets()[index], grid.counts()[index]).array();
        if (page.reversed && page.compression != Compression.JPEG) reverse(packed);
        put(unpacked(packed, height), plane, x, y, Math.min(height, window.y + window.height - y));
    }

    private byte[] unpacked(byte[] packed, int height) throws IOException {
        int row = (int) page.grid.rowBytes(page.type());
        return switch (page.compression) {
            case JPEG -> JpegStrips.unpack(page, packed, height);
            case FAX -> FaxStrips.unpack(page, packed, height);
            default -> Unpacker.unpack(page.compression, packed, row * height);
        };
    }

    /** What is not packed is read some rows at a time: one strip may be larger than an array. */
    private void bands(int plane, int index, int x, int y) throws IOException {
        long row = page.grid.rowBytes(page.type());
        int rows = (int) Math.max(1, BAND / row);
        int height = Math.min(page.grid.chunkHeight(), window.y + window.height - y);
        for (int from = 0; from < height; from += rows) {
            int count = Math.min(rows, height - from);
            byte[] bytes = file.bytes(page.grid.offsets()[index] + from * row, count * row)
                    .array();
            if (page.reversed) reverse(bytes);
            put(bytes, plane, x, y + from, count);
        }
    }

    private void put(byte[] pixels, int plane, int x, int y, int height) {
        ChunkGrid grid = page.grid;
        int row = (int) grid.rowBytes(page.type());
        int width = Math.min(grid.chunkWidth(), window.x + window.width - x);
        for (int r = 0; r < height; r++) {
            predictor.undo(pixels, r * row, row);
            for (int s = 0; s < grid.samples() && plane + s < channels.length; s++) {
                Run run = new Run(s, (y + r - window.y) * window.width + x - window.x, width);
                put(pixels, r * row, run, channels[plane + s]);
            }
        }
    }

    /** Pixels in a row: which of their numbers is meant, where the first goes, and how many they are. */
    private record Run(int sample, int to, int width) {}

    private void put(byte[] pixels, int from, Run run, Object channel) {
        SampleType type = page.type();
        int samples = page.grid.samples();
        if (type.bits() == 8 && samples == 1 && !inverted && channel instanceof byte[]) {
            System.arraycopy(pixels, from, channel, run.to, run.width);
            return;
        }
        for (int i = 0; i < run.width; i++) {
            long value = value(pixels, from, i * samples + run.sample);
            type.put(inverted ? type.inverted(value) : value, channel, run.to + i);
        }
    }

    private long value(byte[] pixels, int from, int index) {
        int bits = page.type().bits();
        if (bits % 8 != 0) return packed(pixels, from * 8L + (long) index * bits, bits);
        int size = bits / 8;
        int at = from + index * size;
        boolean little = page.order == ByteOrder.LITTLE_ENDIAN;
        long value = 0;
        for (int k = 0; k < size; k++) value = value << 8 | pixels[at + (little ? size - 1 - k : k)] & 0xFF;
        return value;
    }

    /** Numbers without bytes of their own lie with their highest bit first, in either byte order. */
    private static long packed(byte[] pixels, long bit, int bits) {
        int value = 0;
        for (int k = 0; k < bits; k++, bit++) {
            value = value << 1 | pixels[(int) (bit >> 3)] >> 7 - (int) (bit & 7) & 1;
        }
        return value;
    }

    private static void reverse(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
    }
}
