package sc.fiji.unet.runtime;

/**
 * Moves numbers between our order, channel, (z), y, x, and that of a tensor with other axes.
 *
 * @param axes letters of the tensor's axes
 * @param channels size along c
 * @param size along x, y, (z)
 */
record AxisOrder(String axes, int channels, int[] size) {
    /** Sizes along the tensor's axes. */
    long[] shape() {
        return axes.chars().mapToLong(this::along).toArray();
    }

    private int along(int letter) {
        if (letter == 'c') return channels;
        int d = "xyz".indexOf(letter);
        return d < 0 ? 1 : size[d];
    }

    /** Numbers in our order as the tensor has them. */
    float[] toTensor(float[] ours) {
        float[] tensor = new float[ours.length];
        for (int i = 0; i < ours.length; i++) tensor[place(i)] = ours[i];
        return tensor;
    }

    /** Numbers of the tensor in our order. */
    float[] toOurs(float[] tensor) {
        float[] ours = new float[tensor.length];
        for (int i = 0; i < ours.length; i++) ours[i] = tensor[place(i)];
        return ours;
    }

    /** Where in the tensor a number is that we have at a place. */
    private int place(int ours) {
        int x = ours % size[0];
        int y = ours / size[0] % size[1];
        int planes = ours / size[0] / size[1];
        int z = size.length == 3 ? planes % size[2] : 0;
        int c = size.length == 3 ? planes / size[2] : planes;
        int place = 0;
        for (int i = 0; i < axes.length(); i++) {
            int letter = axes.charAt(i);
            int at = letter == 'x' ? x : letter == 'y' ? y : letter == 'z' ? z : letter == 'c' ? c : 0;
            place = place * along(letter) + at;
        }
        return place;
    }
}
