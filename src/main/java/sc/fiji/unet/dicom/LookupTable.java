package sc.fiji.unet.dicom;

import java.io.IOException;

/** A table from stored values to others; values outside take the entry at its end. */
public final class LookupTable {
    private final int first;
    private final int bits;
    private final int[] entries;

    private LookupTable(int first, int bits, int[] entries) {
        this.first = first;
        this.bits = bits;
        this.entries = entries;
    }

    /**
     * Reads a table of 8- or 16-bit entries.
     *
     * @param signed whether the values looked up are
     */
    static LookupTable of(DicomData data, int descriptor, int table, boolean signed) throws IOException {
        int[] words = data.shorts(descriptor);
        byte[] bytes = data.bytes(table);
        if (words.length != 3) throw new IOException("its lookup table has no descriptor");
        int count = words[0] == 0 ? 1 << 16 : words[0];
        boolean wide = bytes.length >= 2 * count;
        if (bytes.length < count) {
            throw new IOException("its lookup table holds " + bytes.length + " bytes, expected " + count
                    + " entries; tables in segments are not read");
        }
        int[] entries = wide ? data.shorts(table) : new int[count];
        for (int i = 0; !wide && i < count; i++) entries[i] = bytes[i] & 0xFF;
        return new LookupTable(signed ? (short) words[1] : words[1], wide ? words[2] : 8, entries);
    }

    /** The entry of a value. */
    public int at(long value) {
        return entries[(int) Math.max(0, Math.min(entries.length - 1L, value - first))];
    }

    /** The entry of a value as 8 bits. */
    public int byteAt(long value) {
        return at(value) >> Math.max(0, bits - 8) & 0xFF;
    }
}
