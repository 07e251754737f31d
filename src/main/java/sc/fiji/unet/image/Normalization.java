package sc.fiji.unet.image;

import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/**
 * Brings the values of an image to the range a network is used to. Fitted once on a whole image, never on a tile, so that
 * tiling cannot change a result.
 */
public interface Normalization extends Extension {
    /** Reads the image once and returns the scaling of each channel. Pixels that are NaN or infinite are refused. */
    ChannelScaling fit(ImageSource image, Options options);
}
