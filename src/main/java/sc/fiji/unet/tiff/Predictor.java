package sc.fiji.unet.tiff;

import java.nio.ByteOrder;

/** Undoes what was done to rows before packing: differences (2), and differences of bytes by significance (3). */
final class Predictor {
    private Predictor() {}

    /**
     * One row, in place.
     *
     * @param from the row's first byte
     * @param bytes of the row
     * @param samples numbers of a pixel
     * @param size bytes of a number
     */
    static void undo(TiffPage page, byte[] row, int from, int bytes, int samples) {
        int size = page.type().bits() / 8;
        if (page.predictor == 2) sum(row, from, bytes, samples * size, size, page.order);
        else gather(row, from, bytes, samples, size, page.order);
    }

    /** Each number is a difference to that of the pixel before, carried over within the number's bytes. */
    private static void sum(byte[] row, int from, int bytes, int pixel, int size, ByteOrder order) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
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
    private static void gather(byte[] row, int from, int bytes, int samples, int size, ByteOrder order) {
        for (int i = from + samples; i < from + bytes; i++) row[i] += row[i - samples];
        byte[] spread = new byte[bytes];
        int numbers = bytes / size;
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        for (int n = 0; n < numbers; n++) {
            for (int k = 0; k < size; k++) spread[n * size + (little ? size - 1 - k : k)] = row[from + k * numbers + n];
        }
        System.arraycopy(spread, 0, row, from, bytes);
    }
}
