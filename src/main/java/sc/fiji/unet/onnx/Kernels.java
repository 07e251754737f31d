package sc.fiji.unet.onnx;

import sc.fiji.unet.nn.Tensor;

/**
 * Writes kernels of any shape as full ones of equal edges, with zeros where the others have nothing.
 *
 * @param size along each axis, as the file has it
 * @param gaps from one of its pixels to the next
 * @param edge of the full kernel, which has the file's in its middle
 */
record Kernels(int[] size, int[] gaps, int edge) {
    /** Numbers (out, in, kernel...) for all input channels from (out, in of the group, kernel...). */
    float[] full(Tensor weight, int in, int groups, int most) {
        int rank = size.length;
        boolean same = groups == 1;
        for (int d = 0; d < rank; d++) same &= size[d] == edge && gaps[d] == 1;
        if (same) return weight.values();
        int out = weight.shape()[0];
        int perGroup = in / groups;
        long count = (long) out * in;
        for (int d = 0; d < rank; d++) count = Math.multiplyExact(count, edge);
        if (count > most) throw new IllegalArgumentException("a convolution of groups would be too large without them");
        float[] full = new float[(int) count];
        int window = full.length / out / in;
        int read = weight.values().length / out / perGroup;
        for (int i = 0; i < weight.values().length; i++) {
            int o = i / read / perGroup;
            int c = i / read % perGroup + o / (out / groups) * perGroup;
            full[(o * in + c) * window + place(i % read)] = weight.values()[i];
        }
        return full;
    }

    /** Where a pixel of the file's kernel lies in the full one. */
    private int place(int index) {
        int place = 0;
        int step = 1;
        for (int d = size.length - 1; d >= 0; d--) {
            int reach = gaps[d] * (size[d] - 1) + 1;
            place += ((edge - reach) / 2 + index % size[d] * gaps[d]) * step;
            index /= size[d];
            step *= edge;
        }
        return place;
    }

    /** A window of one value for each channel by itself: (channels, channels, window). */
    static float[] diagonal(int channels, int window, float value) {
        float[] weight = new float[Math.multiplyExact(Math.multiplyExact(channels, channels), window)];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < window; i++) weight[(c * channels + c) * window + i] = value;
        }
        return weight;
    }
}
