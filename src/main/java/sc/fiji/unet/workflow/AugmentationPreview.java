package sc.fiji.unet.workflow;

import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.SamplerOptions;

/**
 * Patches as they lie in the images, and the same as a training with augmentation would see them.
 *
 * @param plain before
 * @param augmented after, in the same order
 */
public record AugmentationPreview(PatchBatch plain, PatchBatch augmented) {
    private static final int LARGEST = 256;

    /**
     * Draws patches from the training images.
     *
     * @param patches how many
     * @param edge of a patch in pixels, 0 for as large as a training would choose
     */
    public static AugmentationPreview of(TrainingSet set, AugmentationPlan plan, int patches, int edge, long seed) {
        var zscore = Extensions.of(Normalization.class).get(Spec.parse("zscore"));
        List<ChannelScaling> scalings = set.train().stream()
                .map(image -> zscore.extension().fit(image.image(), zscore.options()))
                .toList();
        long[] median = set.fingerprint().extent().median();
        int[] size = new int[median.length];
        Arrays.fill(
                size,
                edge > 0
                        ? edge
                        : (int) Math.min(LARGEST, Arrays.stream(median).min().orElseThrow()));
        if (size.length == 3) size[2] = (int) Math.min(size[2], median[2]);
        SamplerOptions options = SamplerOptions.defaults(patches, size).withSeed(seed);
        return new AugmentationPreview(
                draw(set, scalings, options.withAugmentation(AugmentationPlan.of(Preset.NONE))),
                draw(set, scalings, options.withAugmentation(plan)));
    }

    /** Places do not depend on the augmentation, so that the batches show the same patches. */
    private static PatchBatch draw(TrainingSet set, List<ChannelScaling> scalings, SamplerOptions options) {
        return new PatchSampler(set.train(), scalings, options).batch(0);
    }
}
