package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Roi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.SegmentOptions.Exchange;
import sc.fiji.unet.imagej.labels.ConfidenceColors;
import sc.fiji.unet.imagej.labels.LabelSource;
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
 * @param colors what the colors of outlines tell
 * @param files what is written of it beside
 */
public record SegmentationView(
        boolean rois,
        boolean overlay,
        boolean table,
        boolean shares,
        SegmentationOverlay drawing,
        ObjectColors colors,
        ExchangeFiles files) {
    private static final int MOST_COLORS = 254;

    /**
     * An overlay with outlines of one pixel.
     *
     * @param opacity of an overlay's areas, 0 to 1
     */
    public SegmentationView(boolean rois, boolean overlay, boolean table, boolean shares, double opacity) {
        this(rois, overlay, table, shares, new SegmentationOverlay(opacity, 1), ObjectColors.CLASS, ExchangeFiles.NONE);
    }

    /** A copy in other colors. */
    public SegmentationView colored(ObjectColors value) {
        return new SegmentationView(rois, overlay, table, shares, drawing, value, files);
    }

    /**
     * A copy that also writes what was found in a form of other programs.
     *
     * @param folder that gets it; null for that of the image's file, which there must be then
     */
    public SegmentationView written(String exchange, Path folder, ImagePlus image) {
        ExchangeFiles all = ExchangeFiles.of(Exchange.of(exchange), folder, image);
        return new SegmentationView(rois, overlay, table, shares, drawing, colors, all);
    }

    /** Shows what was found in an image, in every way asked for; notes where there is no display for one. */
    public void show(SegmentedImage segmented, Progress progress) {
        ImagePlus image = segmented.image();
        List<TracedRoi> traced = rois || overlay ? segmented.traced(colors) : List.of();
        List<Roi> outlines = new ArrayList<>();
        for (TracedRoi one : traced) outlines.add(one.roi());
        if (overlay) image.setOverlay(drawing.under(image, traced));
        if (table) RoiResults.toResults(segmented.table());
        if (shares) RoiResults.toTable(segmented.shares(), "Class areas of " + image.getTitle());
        boolean added = rois && RoiResults.toManager(outlines);
        color(segmented, progress);
        files.write(segmented, progress);
        if (rois && !added) progress.note("There is no ROI Manager without a display; use overlay or table.");
    }

    /** Colors of a label image of more objects than a color table has entries would say nothing of each. */
    private void color(SegmentedImage segmented, Progress progress) {
        if (colors != ObjectColors.CONFIDENCE) return;
        String title = segmented.image().getTitle();
        if (!segmented.isJudged()) {
            progress.note("Nobody knows how sure the network is of the objects of " + title + ", as its classes alone"
                    + " tell them apart: outlines have the colors of their classes.");
        } else if (segmented.certainty().length > MOST_COLORS) {
            progress.note("There are more than " + MOST_COLORS + " objects in " + title
                    + ": their outlines show how sure the network is of each, but the label image cannot.");
        } else segmented.labels().setLut(ConfidenceColors.lut(segmented.certainty()));
    }

    /** Makes an image ready to be a command's output; null stays null. */
    public static ImagePlus output(ImagePlus made) {
        Titles.makeUnique(made);
        RoiResults.showHeadless(made);
        return made;
    }

    /** The label image as a command's output that remembers the image it is of. */
    public static ImagePlus labels(SegmentedImage segmented, ImagePlus image) {
        LabelSource.write(segmented.labels(), image);
        return output(segmented.labels());
    }
}
