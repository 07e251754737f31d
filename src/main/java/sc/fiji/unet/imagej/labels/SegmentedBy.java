package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Optional;

/** Which model segmented an open image last; known until the image is closed, and never saved. */
public final class SegmentedBy {
    private static final String MODEL = "unet.model";

    private SegmentedBy() {}

    /** Writes it down. */
    public static void write(ImagePlus image, Path model) {
        image.setProperty(MODEL, model);
    }

    /** The folder of the model, where the image was segmented; null is no image. */
    public static Optional<Path> of(ImagePlus image) {
        return image == null ? Optional.empty() : Optional.ofNullable((Path) image.getProperty(MODEL));
    }
}
