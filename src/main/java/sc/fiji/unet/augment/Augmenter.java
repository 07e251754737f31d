package sc.fiji.unet.augment;

import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/**
 * Carries out a plan: first {@link #warp} says where to read, {@link Resampler} reads, then {@link #apply} changes the
 * intensities. Every step has a random stream of its own, so that steps do not disturb each other. Immutable, thread safe.
 */
public final class Augmenter {
    private final List<Ready> steps;

    private record Ready(Configured<Augmentation> configured, double probability) {
        Warp bend(Warp warp, SplittableRandom random) {
            boolean happens = random.nextDouble() < probability;
            return happens ? configured.extension().bend(warp, random, configured.options()) : warp;
        }

        void apply(Patch patch, SplittableRandom random) {
            if (random.nextDouble() < probability) configured.extension().apply(patch, random, configured.options());
        }
    }

    /** Finds the augmentations and tries each once, so that unknown ids and bad options are refused here. */
    public Augmenter(AugmentationPlan plan) {
        Extensions<Augmentation> known = Extensions.of(Augmentation.class);
        steps = plan.steps().stream()
                .map(step -> new Ready(known.get(step.spec()), step.probability()))
                .toList();
        tryOnce();
    }

    private void tryOnce() {
        Warp warp = Warp.identity(4, 4, 4);
        Patch patch = Patch.empty(2, 4, 4);
        for (Ready step : steps) {
            Ready always = new Ready(step.configured, 1);
            warp = always.bend(warp, new SplittableRandom(0));
            always.apply(patch, new SplittableRandom(0));
        }
    }

    /** Where a patch of this size is to be read. */
    public Warp warp(int[] size, SplittableRandom random) {
        Warp warp = Warp.identity(size);
        for (Ready step : steps) warp = step.bend(warp, random.split());
        return warp;
    }

    /** Changes the intensities of a patch in place. */
    public void apply(Patch patch, SplittableRandom random) {
        for (Ready step : steps) step.apply(patch, random.split());
    }
}
