package sc.fiji.unet.imagej.pixels;

import ij.ImagePlus;
import sc.fiji.unet.base.InputException;

/** Checks of the open images that a command is handed. */
public final class OpenImages {
    private OpenImages() {}

    /**
     * The image if there is one: Fiji brings back images of earlier runs as empty ones.
     *
     * @param name of the parameter
     */
    public static ImagePlus require(String name, ImagePlus image) {
        if (image != null && image.getWidth() > 0) return image;
        throw new InputException(name + ": no image is open. Open one, or name one by " + name + "=[its title].");
    }
}
