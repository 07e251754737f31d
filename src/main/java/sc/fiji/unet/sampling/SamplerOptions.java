package sc.fiji.unet.sampling;

import java.util.Arrays;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.OptionException;

/**
 * How patches are drawn from training images: how large, how many, from where, and what changes them. Immutable.
 *
 * @param patch size of a patch: x, y, (z)
 * @param batch patches a batch
 * @param foreground share of the patches that are centered on a pixel of a foreground class, each class equally often;
 *     the others lie anywhere
 * @param shares how often each image is chosen
 * @param augmentation what the patches may meet
 * @param favored how many images at the end of the list are to make at least half of the patches; 0 for none
 * @param seed decides everything that is random
 * @param auxiliary id of what is learned beside classes
 */
public record SamplerOptions(
        int[] patch,
        int batch,
        double foreground,
        ImageShares shares,
        AugmentationPlan augmentation,
        int favored,
        long seed,
        String auxiliary) {
    /** The share of nnU-Net (Isensee et al. 2021). */
    public static final double DEFAULT_FOREGROUND = 0.33;

    /** By what an image is chosen for the next patch. */
    public enum ImageShares {
        /** By its annotated area: every annotated pixel counts alike. */
        AREA,
        /** All alike, small or large. */
        UNIFORM
    }

    /** Refuses sizes below 1 and shares outside 0 to 1; copies the size. */
    public SamplerOptions {
        patch = patch.clone();
        if (patch.length < 2 || patch.length > 3 || Arrays.stream(patch).anyMatch(s -> s < 1)) {
            throw OptionException.outOfRange("patch", Arrays.toString(patch), "two or three sizes of 1 or more");
        }
        if (batch < 1) throw OptionException.outOfRange("batch", batch, "1 or more");
        if (!(foreground >= 0 && foreground <= 1)) {
            throw OptionException.outOfRange("foreground", foreground, "0 to 1");
        }
        if (favored < 0) throw OptionException.outOfRange("favored", favored, "0 or more");
    }

    /** A third of the patches on foreground, images by area, no augmentation, seed 0. */
    public static SamplerOptions defaults(int batch, int... patch) {
        return new SamplerOptions(
                patch,
                batch,
                DEFAULT_FOREGROUND,
                ImageShares.AREA,
                AugmentationPlan.of(Preset.NONE),
                0,
                0,
                AuxiliaryTargets.NONE);
    }

    /** A copy with another share of foreground patches. */
    public SamplerOptions withForeground(double value) {
        return new SamplerOptions(patch, batch, value, shares, augmentation, favored, seed, auxiliary);
    }

    /** A copy with other shares of the images. */
    public SamplerOptions withShares(ImageShares value) {
        return new SamplerOptions(patch, batch, foreground, value, augmentation, favored, seed, auxiliary);
    }

    /** A copy with other augmentations. */
    public SamplerOptions withAugmentation(AugmentationPlan value) {
        return new SamplerOptions(patch, batch, foreground, shares, value, favored, seed, auxiliary);
    }

    /** A copy with another seed. */
    public SamplerOptions withSeed(long value) {
        return new SamplerOptions(patch, batch, foreground, shares, augmentation, favored, value, auxiliary);
    }

    /** A copy that favors the last images of the list. */
    public SamplerOptions withFavored(int value) {
        return new SamplerOptions(patch, batch, foreground, shares, augmentation, value, seed, auxiliary);
    }

    /** A copy that learns something else beside classes, of images whose objects are numbered. */
    public SamplerOptions withAuxiliary(String value) {
        return new SamplerOptions(patch, batch, foreground, shares, augmentation, favored, seed, value);
    }
}
