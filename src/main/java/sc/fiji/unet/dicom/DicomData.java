package sc.fiji.unet.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A data set: the elements that were kept, by tag. What is missing or malformed counts as not there. */
public final class DicomData {
    private static final DicomData EMPTY = new DicomData(ByteOrder.LITTLE_ENDIAN);
    private final ByteOrder order;
    private final Map<Integer, byte[]> values = new HashMap<>();
    private final Map<Integer, List<DicomData>> sequences = new HashMap<>();

    DicomData(ByteOrder order) {
        this.order = order;
    }

    void put(int tag, byte[] value) {
        values.put(tag, value);
    }

    void put(int tag, List<DicomData> items) {
        sequences.put(tag, items);
    }

    boolean has(int tag) {
        return values.containsKey(tag);
    }

    /** The text of an element without its padding; null where there is none. */
    public String text(int tag) {
        byte[] value = values.get(tag);
        if (value == null) return null;
        String text = new String(value, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return text.isEmpty() ? null : text;
    }

    /** The numbers of an element that is written in decimals; none where one of them is no number. */
    public double[] numbers(int tag) {
        String text = text(tag);
        if (text == null) return new double[0];
        try {
            double[] numbers = Arrays.stream(text.split("\\\\"))
                    .mapToDouble(word -> Double.parseDouble(word.strip()))
                    .toArray();
            return Arrays.stream(numbers).allMatch(Double::isFinite) ? numbers : new double[0];
        } catch (NumberFormatException e) {
            return new double[0];
        }
    }

    /** A binary number of 16 or 32 bits. */
    public int whole(int tag, int otherwise) {
        byte[] value = values.get(tag);
        if (value == null || value.length < 2) return otherwise;
        ByteBuffer buffer = ByteBuffer.wrap(value).order(order);
        return value.length == 4 ? buffer.getInt() : buffer.getShort() & 0xFFFF;
    }

    /** The value of an element as unsigned 16-bit numbers; none where it is not there. */
    int[] shorts(int tag) {
        byte[] value = values.getOrDefault(tag, new byte[0]);
        int[] shorts = new int[value.length / 2];
        ByteBuffer buffer = ByteBuffer.wrap(value).order(order);
        for (int i = 0; i < shorts.length; i++) shorts[i] = buffer.getShort() & 0xFFFF;
        return shorts;
    }

    byte[] bytes(int tag) {
        return values.getOrDefault(tag, new byte[0]);
    }

    /** The data sets of a sequence. */
    public List<DicomData> items(int tag) {
        return sequences.getOrDefault(tag, List.of());
    }

    /** The first data set of a sequence, an empty one where there is none. */
    DicomData item(int tag) {
        return items(tag).isEmpty() ? EMPTY : items(tag).get(0);
    }
}
