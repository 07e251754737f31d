package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/**
 * Tells ROIs that a network predicted from those that a person drew. The mark is a property of the ROI: it lasts in
 * copies, in ROI files and in the overlay of a TIFF file, and when the ROI is edited. Stateless.
 */
public final class PredictedRois {
    private static final String PROPERTY = "unet.predicted";

    private PredictedRois() {}

    /** Marks a ROI as predicted. */
    public static void mark(Roi roi) {
        roi.setProperty(PROPERTY, "true");
    }

    /** Whether a network predicted this ROI, edited since or not. */
    public static boolean is(Roi roi) {
        return "true".equals(roi.getProperty(PROPERTY));
    }

    /** The ROIs that a person drew, in their order. */
    public static List<Roi> without(List<Roi> rois) {
        return rois.stream().filter(roi -> !is(roi)).toList();
    }

    /** All of them, predicted ones first: as later ROIs cover earlier ones, what a person drew wins. */
    public static List<Roi> first(List<Roi> rois) {
        return Stream.concat(rois.stream().filter(PredictedRois::is), without(rois).stream())
                .toList();
    }

    /** Whether there are predicted ROIs, and others at most as decoration, such as scale bars. */
    public static boolean areAll(List<Roi> rois) {
        return rois.stream().anyMatch(PredictedRois::is)
                && without(rois).stream().noneMatch(RoiShape::marksPixels);
    }

    /**
     * Those that a person drew, for a training; notes how many are left out.
     *
     * @param title of the image
     * @throws InputException where all are predicted: a network would only learn what another one knows
     */
    public static List<Roi> drawn(String title, List<Roi> rois, Progress progress) {
        if (areAll(rois)) throw new InputException(refusal(title));
        List<Roi> drawn = without(rois);
        int left = rois.size() - drawn.size();
        if (left > 0)
            progress.note(title + ": " + left + " of " + rois.size() + " ROIs left out, as predicted by a model.");
        return drawn;
    }

    /** The same for several images: those with nothing but predicted ROIs are left out, unless there is no other. */
    public static List<DrawnImage> drawn(List<DrawnImage> images, Progress progress) {
        List<DrawnImage> some =
                images.stream().filter(image -> !areAll(image.rois())).toList();
        List<String> predicted = images.stream()
                .filter(image -> areAll(image.rois()))
                .map(image -> image.image().getTitle())
                .toList();
        if (some.isEmpty()) throw new InputException(refusal(String.join(", ", predicted)));
        if (!predicted.isEmpty())
            progress.note("Left out, as a model predicted all their ROIs: " + String.join(", ", predicted));
        return some.stream()
                .map(one -> new DrawnImage(one.image(), drawn(one.image().getTitle(), one.rois(), progress)))
                .toList();
    }

    /** What to do where all ROIs of an image are predicted. */
    public static String refusal(String title) {
        return "A model predicted all ROIs of " + title + ": expected some that a person drew. If they were corrected,"
                + " choose Correct and Continue..., or ROIs to Labels... and train on the label image.";
    }
}
