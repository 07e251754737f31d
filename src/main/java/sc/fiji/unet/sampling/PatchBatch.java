package sc.fiji.unet.sampling;

import sc.fiji.unet.auxiliary.AuxiliaryTargets;
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
 * @param auxiliary what is learned beside classes, each array (n, number, (z), y, x); empty where nothing is
 */
public record PatchBatch(
        int n,
        int channels,
        int[] size,
        float[] input,
        int[] target,
        float[] weight,
        AuxiliaryTargets.Drawing auxiliary) {
    /** A batch from which classes alone are learned. */
    public PatchBatch(int n, int channels, int[] size, float[] input, int[] target, float[] weight) {
        this(n, channels, size, input, target, weight, new AuxiliaryTargets.Drawing(new float[0], new float[0]));
    }
}
