package sc.fiji.unet.segment;

import java.util.IdentityHashMap;
import java.util.Map;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/** How the values of an image are scaled for a network. */
@FunctionalInterface
public interface Normalizing {
    /**
     * Fits on a whole image.
     *
     * @param image as it is
     * @param fitted as the network sees it
     */
    ChannelScaling of(ImageSource image, ImageSource fitted);

    /** As a model's card says it. */
    static Normalizing of(Spec spec) {
        Configured<Normalization> method = Extensions.of(Normalization.class).get(spec);
        return (image, fitted) -> method.extension().fit(fitted, method.options());
    }

    /** Fits once on each image, for those that are segmented again and again. */
    default Normalizing remembering() {
        Map<ImageSource, ChannelScaling> known = new IdentityHashMap<>();
        return (image, fitted) -> known.computeIfAbsent(image, same -> of(image, fitted));
    }
}
