package sc.fiji.unet.augment;

import java.util.SplittableRandom;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/** Changes a patch as another microscope, another day or another orientation might have. Labels stay whole numbers. */
public interface Augmentation extends Extension {
    /** Changes the patch in place; the same random state gives the same result. */
    void apply(Patch patch, SplittableRandom random, Options options);
}
