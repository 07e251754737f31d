package sc.fiji.unet.tiff;

import java.nio.ByteOrder;

/**
 * Undoes what was done to rows before packing: differences (2), and differences of bytes by significance (3).
 *
 * @param kind 2 or 3
 * @param samples numbers of a pixel
 * @param size bytes of a number
 * @param little whether the lowest byte of a number comes first
 */
record Predictor(int kind, int samples, int size, boolean little) {
    static Predictor of(TiffPage page) {
        boolean little = page.order == ByteOrder.LITTLE_ENDIAN;
        return new Predictor(page.predictor, page.grid.samples(), page.type().bits() / 8, little);
    }

    /** One row of so many bytes, in place. */
    void undo(byte[] row, int from, int bytes) {
        if (kind == 2) sum(row, from, bytes);
        else if (kind == 3) gather(row, from, bytes);
    }

    /** Each number is a difference to that of the pixel before, carried over within the number's bytes. */
    private void sum(byte[] row, int from, int bytes) {
        int pixel = samples * size;
        for (int i = from + pixel; i + size <= from + bytes; i += size) {
            int carry = 0;
            for (int k = 0; k < size; k++) {
                int at = i + (little ? k : size - 1 - k);
                carry += (row[at] & 0xFF) + (row[at - pixel] & 0xFF);
                row[at] = (byte) carry;
                carry >>= 8;
            }
        }
    }

    /** All highest bytes of the row come first, then all second ones...: differences along the whole row. */
    private void gather(byte[] row, int from, int bytes) {
        for (int i = from + samples; i < from + bytes; i++) row[i] += row[i - samples];
        byte[] spread = new byte[bytes];
        int numbers = bytes / size;
        for (int n = 0; n < numbers; n++) {
            for (int k = 0; k < size; k++) spread[n * size + (little ? size - 1 - k : k)] = row[from + k * numbers + n];
        }
        System.arraycopy(spread, 0, row, from, bytes);
    }
}
