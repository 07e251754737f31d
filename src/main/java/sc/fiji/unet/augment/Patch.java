package sc.fiji.unet.augment;

/**
 * One patch on its way to the network, row-major, changed in place by augmentations. Owned by one thread.
 *
 * @param channels number of channels
 * @param size x, y, (z)
 * @param input (channels, (z), y, x), normalized
 * @param target ((z), y, x) class index, -1 where to be ignored
 * @param weight ((z), y, x) loss weight
 * @param objects ((z), y, x) the number of the object at each pixel; null where nobody wants them
 */
public record Patch(int channels, int[] size, float[] input, int[] target, float[] weight, int[] objects) {
    /** An empty patch: input and target 0, weight 0. */
    public static Patch empty(int channels, int... size) {
        int pixels = 1;
        for (int s : size) pixels = Math.multiplyExact(pixels, s);
        int values = Math.multiplyExact(channels, pixels);
        return new Patch(channels, size.clone(), new float[values], new int[pixels], new float[pixels], null);
    }

    /** The same with room for the numbers of objects. */
    public Patch numbered() {
        return new Patch(channels, size, input, target, weight, new int[target.length]);
    }

    /** Number of spatial axes: 2 or 3. */
    public int rank() {
        return size.length;
    }

    /** Number of pixels of one channel. */
    public int pixels() {
        return target.length;
    }

    /** Number of (y, x) planes of all channels together; plane i starts at i * x * y of the input. */
    int planes() {
        return input.length / (size[0] * size[1]);
    }
}
