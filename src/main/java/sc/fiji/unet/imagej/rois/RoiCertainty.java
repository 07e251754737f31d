package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How sure a network was of the object that a ROI outlines, as a property of the ROI, which files keep. Stateless. */
public final class RoiCertainty {
    private static final String PROPERTY = "unet.confidence";

    private RoiCertainty() {}

    /** Writes it, 0 to 1. */
    public static void set(Roi roi, double certainty) {
        roi.setProperty(PROPERTY, String.format(Locale.ROOT, "%.3f", certainty));
    }

    /** Reads it; nothing where nobody wrote it. */
    public static OptionalDouble of(Roi roi) {
        String text = roi.getProperty(PROPERTY);
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // somebody else's property
        }
    }

    /** Those that a network predicted, the least certain first; those of which nobody knows are left out. */
    public static List<Roi> leastFirst(List<Roi> rois) {
        return rois.stream()
                .filter(roi -> PredictedRois.is(roi) && of(roi).isPresent())
                .sorted(Comparator.comparingDouble(roi -> of(roi).getAsDouble()))
                .toList();
    }
}
