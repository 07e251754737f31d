package sc.fiji.unet.zarr;

/** Numbers whose first bytes, or bits, were put together, then their second ones and so on: back into their order. */
final class Shuffling {
    private Shuffling() {}

    /**
     * Puts bytes back; what is left over after the last whole number was not moved.
     *
     * @param in of them as many as the result has
     * @param size bytes of a number
     */
    static byte[] bytes(byte[] in, int size) {
        byte[] out = new byte[in.length];
        int count = in.length / size;
        for (int k = 0; k < size; k++) {
            int from = k * count;
            for (int i = 0, to = k; i < count; i++, to += size) out[to] = in[from + i];
        }
        System.arraycopy(in, count * size, out, count * size, in.length - count * size);
        return out;
    }

    /** Puts bits back, where numbers were taken by eight; what is left over was not moved. */
    static byte[] bits(byte[] in, int size) {
        byte[] out = new byte[in.length];
        int count = in.length / size / Byte.SIZE * Byte.SIZE;
        int row = count / Byte.SIZE;
        for (int bit = 0; bit < size * Byte.SIZE; bit++) {
            int to = bit / Byte.SIZE;
            int shift = bit % Byte.SIZE;
            for (int i = 0; i < count; i++) {
                int value = in[bit * row + i / Byte.SIZE] >> i % Byte.SIZE & 1;
                out[i * size + to] |= (byte) (value << shift);
            }
        }
        System.arraycopy(in, count * size, out, count * size, in.length - count * size);
        return out;
    }
}
