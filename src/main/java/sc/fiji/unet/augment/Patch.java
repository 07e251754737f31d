package sc.fiji.unet.augment;

/**
 * One patch on its way to the network, row-major, changed in place by augmentations. Owned by one thread.
 *
 * @param channels number of channels
 * @param size x, y, (z)
 * @param input (channels, (z), y, x), normalised
 * @param target ((z), y, x) class index, -1 where to be ignored
 * @param weight ((z), y, x) loss weight
 */
public record Patch(int channels, int[] size, float[] input, int[] target, float[] weight) {}
