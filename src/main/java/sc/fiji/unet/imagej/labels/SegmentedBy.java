package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Optional;

/** Which model segmented an open image last, and how; known until the image is closed, and never saved. */
public final class SegmentedBy {
    private static final String MODEL = "unet.model";
    private static final String CHANNELS = "unet.channels";

    private SegmentedBy() {}

    /**
     * Writes it down.
     *
     * @param channels which of the image's channels were segmented, as the person said
     */
    public static void write(ImagePlus image, Path model, String channels) {
        image.setProperty(MODEL, model);
        image.setProperty(CHANNELS, channels);
    }

    /** The folder of the model, where the image was segmented; null is no image. */
    public static Optional<Path> model(ImagePlus image) {
        return image == null ? Optional.empty() : Optional.ofNullable((Path) image.getProperty(MODEL));
    }

    /** The channels that were segmented, where the image was; null is no image. */
    public static Optional<String> channels(ImagePlus image) {
        return image == null ? Optional.empty() : Optional.ofNullable((String) image.getProperty(CHANNELS));
    }
}
