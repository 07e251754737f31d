package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.imagej.rois.TracedRoi;

/**
 * How a person wants to see what was found in an open image.
 *
 * @param rois whether the ROI Manager gets the outlines
 * @param overlay whether the image gets them as its overlay
 * @param table whether the Results table gets a row an object
 * @param shares whether a table of class areas is shown
 * @param drawing how an overlay looks
 */
public record SegmentationView(
        boolean rois, boolean overlay, boolean table, boolean shares, SegmentationOverlay drawing) {
    /**
     * An overlay with outlines of one pixel.
     *
     * @param opacity of an overlay's areas, 0 to 1
     */
    public SegmentationView(boolean rois, boolean overlay, boolean table, boolean shares, double opacity) {
        this(rois, overlay, table, shares, new SegmentationOverlay(opacity, 1));
    }

    /** Shows what was found in an image, in every way asked for; notes where there is no display for one. */
    public void show(SegmentedImage segmented, Progress progress) {
        ImagePlus image = segmented.image();
        List<TracedRoi> traced = rois || overlay ? segmented.traced() : List.of();
        List<Roi> outlines = new ArrayList<>();
        for (TracedRoi one : traced) outlines.add(one.roi());
        if (overlay) image.setOverlay(drawing.under(image, traced));
        if (table) RoiResults.toResults(segmented.table());
        if (shares) RoiResults.toTable(segmented.shares(), "Class areas of " + image.getTitle());
        boolean added = rois && RoiResults.toManager(outlines);
        if (rois && !added) progress.note("There is no ROI Manager without a display; use overlay or table.");
    }

    /** Makes an image ready to be a command's output; null stays null. */
    public static ImagePlus output(ImagePlus made) {
        Titles.makeUnique(made);
        RoiResults.showHeadless(made);
        return made;
    }
}
