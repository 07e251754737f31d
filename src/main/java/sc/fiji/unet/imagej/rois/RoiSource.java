package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import java.util.function.Function;
import sc.fiji.unet.base.Choice;

/** Where the ROIs of an open image are taken from. */
public enum RoiSource implements Choice {
    /** Wherever they are; what comes first depends on what they are for. */
    AUTO,
    /** The overlay of the image. */
    OVERLAY,
    /** The ROI Manager, of which there is one for all images. */
    MANAGER;

    /** The constant of this word. */
    public static RoiSource of(String word) {
        return Choice.of(RoiSource.class, "rois", word);
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
