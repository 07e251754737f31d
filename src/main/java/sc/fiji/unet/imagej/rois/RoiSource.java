package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import sc.fiji.unet.base.OptionException;

/** Where the ROIs of an open image are taken from. */
public enum RoiSource {
    /** Wherever they are; what comes first depends on what they are for. */
    AUTO,
    /** The overlay of the image. */
    OVERLAY,
    /** The ROI Manager. */
    MANAGER;

    /** The constant of this word. */
    public static RoiSource of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word().equals(word))
                .findFirst()
                .orElseThrow(() -> OptionException.unknown(
                        "rois",
                        word,
                        Arrays.stream(values()).map(RoiSource::word).toList()));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The ROIs of an image.
     *
     * @param auto what {@link #AUTO} takes
     */
    public List<Roi> rois(ImagePlus imp, Function<ImagePlus, List<Roi>> auto) {
        return switch (this) {
            case OVERLAY -> RoiFiles.overlay(imp);
            case MANAGER -> RoiFiles.manager();
            case AUTO -> auto.apply(imp);
        };
    }
}
