package sc.fiji.unet.sampling;

import sc.fiji.unet.data.AnnotatedImage;

/**
 * What one training step is fed, as the tensors' row-major arrays.
 *
 * @param n patches
 * @param channels channels of each
 * @param size x, y, (z) of each
 * @param input (n, channels, (z), y, x), normalized and augmented
 * @param target (n, (z), y, x) class index, {@link AnnotatedImage#IGNORE} where unknown
 * @param weight (n, (z), y, x) loss weight, 0 where the target is to be ignored
 */
public record PatchBatch(int n, int channels, int[] size, float[] input, int[] target, float[] weight) {}
