package sc.fiji.unet.sampling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/** How the images that a network is shown are normalized. */
public final class Scalings {
    private Scalings() {}

    /** One for each image of {@link TrainingSet#shown}, fitted on the whole image or volume that it is of. */
    public static List<ChannelScaling> of(TrainingSet set, Spec spec) {
        Configured<Normalization> normalization =
                Extensions.of(Normalization.class).get(spec);
        int slices = 1 + 2 * set.view().neighbors();
        List<ChannelScaling> scalings = new ArrayList<>();
        for (AnnotatedImage image : set.train()) {
            ChannelScaling fitted = normalization.extension().fit(image.image(), normalization.options());
            int times = set.view().slices() ? (int) image.image().size()[2] : 1;
            scalings.addAll(Collections.nCopies(times, fitted.repeated(slices)));
        }
        return scalings;
    }
}
