package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a TIFF file says of one page. Values are read from the file when they are asked for. */
public final class TiffTags {
    /** The text of a page, where OME and ImageJ keep what they know. */
    public static final int DESCRIPTION = 270;

    /** Pixels for each unit along x. */
    public static final int X_RESOLUTION = 282;

    /** Pixels for each unit along y. */
    public static final int Y_RESOLUTION = 283;

    /** 1 none, 2 inch, 3 centimeter. */
    public static final int RESOLUTION_UNIT = 296;

    /** Byte counts of what ImageJ keeps beside the pixels, and that itself. */
    public static final int IMAGEJ_COUNTS = 50838;

    /** Overlay, ROI, labels and the like, by ImageJ. */
    public static final int IMAGEJ_DATA = 50839;

    private static final int PRIVATE = 32768;

    static final int SUBFILE = 254;
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int FILL_ORDER = 266;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_COUNTS = 279;
    static final int PLANAR = 284;
    static final int T4_OPTIONS = 292;
    static final int T6_OPTIONS = 293;
    static final int PREDICTOR = 317;
    static final int COLOR_MAP = 320;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_COUNTS = 325;
    static final int SUB_DIRECTORIES = 330;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int JPEG_TABLES = 347;

    /** Bytes of a value, by type. */
    static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private final TiffBytes file;
    private final Map<Integer, Entry> entries = new HashMap<>();

    private record Entry(int type, long count, long place) {}

    /** Reads a directory whose first entry lies at this place of the file. */
    TiffTags(TiffBytes file, boolean big, ByteBuffer directory, long start) {
        this.file = file;
        int inline = big ? 8 : 4;
        int size = 4 + 2 * inline;
        int count = directory.limit() / size;
        for (int i = 0; i < count; i++) {
            directory.position(i * size);
            int tag = directory.getShort() & 0xFFFF;
            int type = directory.getShort() & 0xFFFF;
            long values = big ? directory.getLong() : directory.getInt() & 0xFFFFFFFFL;
            long place = start + (long) i * size + 4 + inline;
            int bytes = type < SIZES.length ? SIZES[type] : 0;
            boolean elsewhere = bytes > 0 && (values < 0 || values > inline / bytes);
            if (elsewhere) place = big ? directory.getLong() : directory.getInt() & 0xFFFFFFFFL;
            entries.putIfAbsent(tag, new Entry(type, values, place));
        }
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** How many values a tag has, 0 where it is missing. */
    long count(int tag) {
        return has(tag) ? entries.get(tag).count : 0;
    }

    /** The first value of a tag of whole numbers. */
    long number(int tag, long otherwise) throws IOException {
        return count(tag) == 0 ? otherwise : longs(tag, 1)[0];
    }

    /** Up to so many values of a tag of whole numbers; none where it is missing. */
    long[] longs(int tag, long most) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) return new long[0];
        int size = size(entry, tag);
        long count = Math.min(most, entry.count);
        ByteBuffer bytes = file.bytes(entry.place, Math.multiplyExact(count, size));
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (size) {
                case 1 -> bytes.get() & 0xFF;
                case 2 -> bytes.getShort() & 0xFFFF;
                case 4 -> bytes.getInt() & 0xFFFFFFFFL;
                default -> bytes.getLong();
            };
        }
        return values;
    }

    /** A tag that is one number over another; not a number where it is missing. */
    double ratio(int tag) throws IOException {
        if (count(tag) != 1 || type(tag) != 5) return Double.NaN;
        ByteBuffer bytes = file.bytes(entries.get(tag).place, 8);
        return (bytes.getInt() & 0xFFFFFFFFL) / (double) (bytes.getInt() & 0xFFFFFFFFL);
    }

    /** The bytes of a tag as they are stored; none where it is missing. */
    public byte[] raw(int tag) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) return new byte[0];
        int size = size(entry, tag);
        file.requireWithin(entry.place, entry.count > file.length() ? entry.count : entry.count * size);
        return file.bytes(entry.place, entry.count * size).array();
    }

    /** The type of a tag's values, as the file gives it. */
    public int type(int tag) {
        return entries.get(tag).type;
    }

    /** The text of a tag, empty where it is missing. */
    public String text(int tag) throws IOException {
        return text(tag, Integer.MAX_VALUE);
    }

    /** The text of a tag, or so many bytes of it. */
    String text(int tag, int most) throws IOException {
        Entry entry = entries.get(tag);
        boolean part = entry != null && size(entry, tag) == 1 && entry.count > most;
        byte[] bytes = part ? file.bytes(entry.place, most).array() : raw(tag);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Refuses public tags, and ImageJ's, whose values are longer than the file: other decoders make room for them first. */
    void requireWithin() throws IOException {
        for (Map.Entry<Integer, Entry> tag : entries.entrySet()) {
            boolean read = tag.getKey() < PRIVATE || tag.getKey() == IMAGEJ_COUNTS || tag.getKey() == IMAGEJ_DATA;
            Entry entry = tag.getValue();
            int size = entry.type < SIZES.length ? SIZES[entry.type] : 0;
            if (!read || size == 0) continue;
            file.requireWithin(entry.place, entry.count > file.length() ? entry.count : entry.count * size);
        }
    }

    private static int size(Entry entry, int tag) throws IOException {
        int size = entry.type < SIZES.length ? SIZES[entry.type] : 0;
        if (size > 0 && entry.count >= 0) return size;
        throw new IOException("it is damaged: tag " + tag + " has " + entry.count + " values of type " + entry.type);
    }
}
