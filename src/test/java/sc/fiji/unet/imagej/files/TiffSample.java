package sc.fiji.unet.imagej.files;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Writes TIFF files of any layout, whose numbers follow a formula. */
final class TiffSample {
    static final int UNSIGNED = 1;
    static final int SIGNED = 2;
    static final int FLOAT = 3;

    /** The bits of a number of a pixel, by page, place and channel. */
    interface Bits {
        long at(int page, int x, int y, int sample);
    }

    final int width;
    final int height;
    private final Map<Integer, long[]> tags = new TreeMap<>();
    private final Map<Integer, byte[]> bytes = new TreeMap<>();
    private final Map<Integer, long[]> later = new TreeMap<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean big;
    private int bits = 8;
    private int samples = 1;
    private int pages = 1;
    private int tile;
    private boolean planar;
    private int compression = 1;
    private int predictor = 1;

    TiffSample(int width, int height) {
        this.width = width;
        this.height = height;
        tag(256, width).tag(257, height).tag(262, 1);
    }

    TiffSample of(int bitsOfNumber, int format) {
        bits = bitsOfNumber;
        return tag(339, format);
    }

    TiffSample order(ByteOrder value) {
        order = value;
        return this;
    }

    TiffSample big() {
        big = true;
        return this;
    }

    TiffSample samples(int value) {
        samples = value;
        return this;
    }

    TiffSample pages(int value) {
        pages = value;
        return this;
    }

    TiffSample tiles(int side) {
        tile = side;
        return this;
    }

    TiffSample planar() {
        planar = true;
        return tag(284, 2);
    }

    /** 1 none, 8 Deflate, 50000 Zstandard. */
    TiffSample packed(int by, int predictedBy) {
        compression = by;
        predictor = predictedBy;
        return tag(317, predictedBy);
    }

    TiffSample describe(String text) {
        bytes.put(270, (text + "\0").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TiffSample rational(int tag, int numerator, int denominator) {
        ByteBuffer value = ByteBuffer.allocate(8).order(order);
        bytes.put(tag, value.putInt(numerator).putInt(denominator).array());
        return this;
    }

    TiffSample tag(int tag, long... values) {
        tags.put(tag, values);
        return this;
    }

    /** A tag that all pages but the first have in their own way. */
    TiffSample secondPage(int tag, long... values) {
        later.put(tag, values);
        return this;
    }

    Path write(Path file, Bits value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[big ? 16 : 8]);
        List<Integer> starts = new ArrayList<>();
        List<byte[]> directories = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            directory(out, page, value, starts, directories);
        }
        byte[] all = out.toByteArray();
        ByteBuffer whole = ByteBuffer.wrap(all).order(order);
        whole.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
        whole.putShort((short) (big ? 43 : 42));
        if (big) whole.putShort((short) 8).putShort((short) 0).putLong(starts.get(0));
        else whole.putInt(starts.get(0));
        for (int page = 0; page + 1 < pages; page++) {
            int at = starts.get(page) + directories.get(page).length - (big ? 8 : 4);
            if (big) whole.putLong(at, starts.get(page + 1));
            else whole.putInt(at, starts.get(page + 1));
        }
        return Files.write(file, all);
    }

    private void directory(
            ByteArrayOutputStream out, int page, Bits value, List<Integer> starts, List<byte[]> directories)
            throws IOException {
        List<byte[]> chunks = chunks(page, value);
        long[] offsets = new long[chunks.size()];
        long[] counts = new long[chunks.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = out.size();
            counts[i] = chunks.get(i).length;
            out.write(chunks.get(i));
        }
        Map<Integer, long[]> mine = new TreeMap<>(Map.of(258, new long[samples], 259, new long[] {compression}));
        Arrays.fill(mine.get(258), bits);
        mine.put(277, new long[] {samples});
        mine.put(tile > 0 ? 324 : 273, offsets);
        mine.put(tile > 0 ? 325 : 279, counts);
        mine.put(tile > 0 ? 322 : 278, new long[] {tile > 0 ? tile : 2});
        if (tile > 0) mine.put(323, new long[] {tile});
        mine.putAll(tags);
        if (page > 0) mine.putAll(later);
        if (mine.get(339) != null && samples > 1) {
            long format = mine.get(339)[0];
            mine.put(339, new long[samples]);
            Arrays.fill(mine.get(339), format);
        }
        byte[] directory = entries(out, mine);
        starts.add(out.size());
        directories.add(directory);
        out.write(directory);
    }

    /** Values of more than the place in an entry go before the directory. */
    private byte[] entries(ByteArrayOutputStream out, Map<Integer, long[]> numbers) throws IOException {
        Map<Integer, byte[]> all = new TreeMap<>(bytes);
        int inline = big ? 8 : 4;
        numbers.forEach((tag, values) -> {
            ByteBuffer buffer = ByteBuffer.allocate(inline * values.length).order(order);
            for (long value : values) {
                if (big) buffer.putLong(value);
                else buffer.putInt((int) value);
            }
            all.put(tag, buffer.array());
        });
        ByteBuffer list = ByteBuffer.allocate(inline * 2 - (big ? 0 : 2) + all.size() * (4 + 2 * inline))
                .order(order);
        if (big) list.putLong(all.size());
        else list.putShort((short) all.size());
        for (Map.Entry<Integer, byte[]> entry : all.entrySet()) {
            boolean text = bytes.containsKey(entry.getKey());
            byte[] value = entry.getValue();
            boolean rational = text && entry.getKey() != 270;
            list.putShort(entry.getKey().shortValue());
            list.putShort((short) (rational ? 5 : text ? 2 : big ? 16 : 4));
            long count = rational ? 1 : text ? value.length : value.length / inline;
            if (big) list.putLong(count);
            else list.putInt((int) count);
            if (value.length <= inline) list.put(Arrays.copyOf(value, inline));
            else {
                if (big) list.putLong(out.size());
                else list.putInt(out.size());
                out.write(value);
            }
        }
        return list.array();
    }

    private List<byte[]> chunks(int page, Bits value) {
        List<byte[]> chunks = new ArrayList<>();
        int w = tile > 0 ? tile : width;
        int h = tile > 0 ? tile : 2;
        for (int plane = 0; plane < (planar ? samples : 1); plane++) {
            for (int y = 0; y < height; y += h) {
                for (int x = 0; x < width; x += w) {
                    int rows = tile > 0 ? h : Math.min(h, height - y);
                    chunks.add(pack(chunk(new int[] {page, x, y, plane}, w, rows, value)));
                }
            }
        }
        return chunks;
    }

    private byte[] chunk(int[] at, int w, int rows, Bits value) {
        int each = planar ? 1 : samples;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int y = 0; y < rows; y++) {
            long[] numbers = new long[w * each];
            for (int i = 0; i < numbers.length; i++) {
                int x = at[1] + i / each;
                boolean inside = x < width && at[2] + y < height;
                numbers[i] = inside ? value.at(at[0], x, at[2] + y, planar ? at[3] : i % each) : 0;
            }
            out.writeBytes(row(numbers, each));
        }
        return out.toByteArray();
    }

    private byte[] row(long[] numbers, int each) {
        if (predictor == 2) {
            for (int i = numbers.length - 1; i >= each; i--) numbers[i] -= numbers[i - each];
        }
        if (bits % 8 != 0) return bitwise(numbers);
        int size = bits / 8;
        byte[] row = new byte[numbers.length * size];
        boolean little = order == ByteOrder.LITTLE_ENDIAN && predictor != 3;
        for (int i = 0; i < numbers.length; i++) {
            for (int k = 0; k < size; k++) {
                int place = little ? size - 1 - k : k;
                row[predictor == 3 ? k * numbers.length + i : i * size + place] =
                        (byte) (numbers[i] >> 8 * (size - 1 - k));
            }
        }
        for (int i = row.length - 1; predictor == 3 && i >= each; i--) row[i] -= row[i - each];
        return row;
    }

    private byte[] bitwise(long[] numbers) {
        byte[] row = new byte[(numbers.length * bits + 7) / 8];
        for (int i = 0; i < numbers.length * bits; i++) {
            if ((numbers[i / bits] >> bits - 1 - i % bits & 1) == 1) row[i / 8] |= (byte) (0x80 >> i % 8);
        }
        return row;
    }

    private byte[] pack(byte[] raw) {
        byte[] out = new byte[raw.length * 2 + 256];
        if (compression == 50000) {
            return Arrays.copyOf(out, new ZstdCompressor().compress(raw, 0, raw.length, out, 0, out.length));
        }
        if (compression != 8) return raw;
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = Arrays.copyOf(out, deflater.deflate(out));
        deflater.end();
        return packed;
    }
}
