package sc.fiji.unet.augment;

import java.util.SplittableRandom;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/**
 * Changes a patch as another microscope, another day or another orientation might have. A change of geometry says where
 * the patch is read from ({@link #bend}); all of them together cost one interpolation, straight from the image, so
 * nothing is blurred twice and no corner stays empty. A change of intensity works on the pixels read ({@link #apply}).
 * Labels stay whole numbers. Options are checked at every call, whatever the random state, so that a bad one is found
 * when a plan is read.
 */
public interface Augmentation extends Extension {
    /** Returns the warp with this change of geometry added; the same random state gives the same result. */
    default Warp bend(Warp warp, SplittableRandom random, Options options) {
        return warp;
    }

    /** Changes the intensities of the patch in place; the same random state gives the same result. */
    default void apply(Patch patch, SplittableRandom random, Options options) {}
}
