package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.util.List;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.imagej.rois.PredictedRois;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.TracedRoi;

/**
 * How a segmentation is drawn over its image, as an overlay that can be changed and removed.
 *
 * @param opacity of the fill, 0 (outlines only) to 1
 * @param outline width of the outlines in pixels; 0 draws none
 */
public record SegmentationOverlay(double opacity, double outline) {
    /** Checks the bounds. */
    public SegmentationOverlay {
        if (!(opacity >= 0 && opacity <= 1)) throw OptionException.outOfRange("opacity", opacity, "0 to 1");
        if (!(outline >= 0 && outline <= 100)) throw OptionException.outOfRange("outline", outline, "0 to 100 pixels");
    }

    /** An overlay of copies of these ROIs. */
    public Overlay of(List<TracedRoi> traced) {
        Overlay overlay = new Overlay();
        for (TracedRoi one : traced) overlay.add(drawn(one.roi()));
        return overlay;
    }

    /** Copies of these ROIs below what a person drew over the image; what was predicted before goes. */
    public Overlay under(ImagePlus image, List<TracedRoi> predicted) {
        Overlay overlay = of(predicted);
        Overlay before = image.getOverlay();
        if (before == null) return overlay;
        Overlay joined = before.create();
        for (Roi roi : overlay) joined.add(roi);
        PredictedRois.without(RoiFiles.overlay(image)).forEach(joined::add);
        return joined;
    }

    private Roi drawn(Roi roi) {
        Roi copy = (Roi) roi.clone();
        Color color = roi.getStrokeColor();
        int alpha = (int) Math.round(255 * opacity);
        if (alpha > 0) copy.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
        // ImageJ draws the outline of a filled ROI only where its stroke color is set after the fill.
        copy.setStrokeColor(outline > 0 ? color : null);
        if (outline > 0) copy.setStrokeWidth(outline);
        return copy;
    }
}
