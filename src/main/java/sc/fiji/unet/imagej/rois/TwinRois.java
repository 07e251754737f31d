package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.List;

/**
 * The predicted ROIs that a segmentation put both into an image's overlay and into the ROI Manager. A person deletes one in
 * either and means the object; the other copy is its twin: of the same name, at about the same place. Stateless.
 */
final class TwinRois {
    private TwinRois() {}

    /** The ROIs of the manager but those whose twins were deleted from the overlay. */
    static List<Roi> notDeleted(List<Roi> manager, List<Roi> overlay) {
        if (!areOfOneSegmentation(manager, overlay)) return manager;
        return manager.stream()
                .filter(roi -> !PredictedRois.is(roi) || hasTwin(roi, overlay))
                .toList();
    }

    /** Takes from the overlay of an image what is predicted and no longer among these. */
    static void keepInOverlay(ImagePlus imp, List<Roi> kept) {
        Overlay overlay = imp.getOverlay();
        if (overlay == null || !areOfOneSegmentation(kept, List.of(overlay.toArray()))) return;
        for (Roi roi : overlay.toArray()) {
            if (PredictedRois.is(roi) && !hasTwin(roi, kept)) overlay.remove(roi);
        }
        imp.draw();
    }

    /** Whether at least half of the predicted ROIs of the shorter list are in the other, too. */
    private static boolean areOfOneSegmentation(List<Roi> one, List<Roi> other) {
        List<Roi> few = one.size() < other.size() ? one : other;
        List<Roi> many = few == one ? other : one;
        List<Roi> predicted = few.stream().filter(PredictedRois::is).toList();
        long twins = predicted.stream().filter(roi -> hasTwin(roi, many)).count();
        return twins > 0 && twins * 2 >= predicted.size();
    }

    private static boolean hasTwin(Roi roi, List<Roi> others) {
        return others.stream()
                .anyMatch(other -> PredictedRois.is(other)
                        && String.valueOf(other.getName()).equals(roi.getName())
                        && other.getBounds().intersects(roi.getBounds()));
    }
}
