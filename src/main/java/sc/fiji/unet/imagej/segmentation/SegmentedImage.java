package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.labels.ConfidenceColors;
import sc.fiji.unet.imagej.pixels.PageChannels;
import sc.fiji.unet.imagej.rois.LabelsToRois;
import sc.fiji.unet.imagej.rois.PredictedRois;
import sc.fiji.unet.imagej.rois.RoiCertainty;
import sc.fiji.unet.imagej.rois.RoiPlanes;
import sc.fiji.unet.imagej.rois.TracedRoi;

/**
 * What a segmentation found in an open image.
 *
 * @param image that was segmented
 * @param part of it that was, in pixels; label and probability images have its size
 * @param types the classes by index
 * @param classes label image of class indices
 * @param objects label image of objects, numbered through all slices and frames; null where none were told apart
 * @param probabilities a channel a class, 0 to 1; null where not wanted
 * @param certainty how sure the network is of each object, by its number less 1; empty where nobody knows
 * @param volumes whether objects and pieces reach across slices
 */
public record SegmentedImage(
        ImagePlus image,
        Rectangle part,
        ClassList types,
        ImagePlus classes,
        ImagePlus objects,
        ImagePlus probabilities,
        float[] certainty,
        boolean volumes) {
    /** The label image: of objects where these were told apart, else of classes. */
    public ImagePlus labels() {
        return objects == null ? classes : objects;
    }

    /** The same of the image that a person sees, where its pages were taken for channels. */
    SegmentedImage of(ImagePlus seen) {
        return new SegmentedImage(seen, part, types, classes, objects, probabilities, certainty, volumes);
    }

    /** Whether anybody knows how sure the network is of objects. */
    boolean isJudged() {
        return objects != null && certainty.length > 0;
    }

    /** The same in the colors of classes. */
    public List<TracedRoi> traced() {
        return traced(ObjectColors.CLASS);
    }

    /** The outlines of the objects, else of the classes, at their places in the image; marked as predicted. */
    List<TracedRoi> traced(ObjectColors colors) {
        List<TracedRoi> traced = new ArrayList<>();
        eachTraced(colors, traced::add);
        return traced;
    }

    /** The same, each made when the one before has been used: all of them may be more than memory holds. */
    void eachTraced(ObjectColors colors, Consumer<TracedRoi> use) {
        inPart(colors == ObjectColors.OBJECT, one -> {
            Roi roi = one.roi();
            Rectangle bounds = roi.getBounds();
            roi.setLocation(bounds.x + part.x, bounds.y + part.y);
            if (classes.getStackSize() > 1) RoiPlanes.place(roi, one.plane(), image);
            else roi.setPosition(0); // of pages that are channels, it is seen on each
            PredictedRois.mark(roi);
            if (objects != null && one.label() <= certainty.length) {
                float sure = certainty[one.label() - 1];
                RoiCertainty.set(roi, sure);
                if (colors == ObjectColors.CONFIDENCE) roi.setStrokeColor(new Color(ConfidenceColors.of(sure)));
            }
            use.accept(one);
        });
    }

    /** One row an object or piece; where these do not reach across slices, one for each in a plane. */
    ResultsTable table() {
        if (!volumes) return ObjectTables.objects(classes.getStackSize() > 1 ? image : plane(), traced());
        ResultsTable table = VolumeTables.of(image, part, classes, objects, types);
        for (int row = 0; row < table.size(); row++) {
            int place = (int) table.getValue("Object", row) - 1;
            if (place < certainty.length) table.setValue("Confidence", row, certainty[place]);
        }
        return table;
    }

    /** The only plane, whose channels may be the pages of the image. */
    private ImagePlus plane() {
        return image.getNSlices() * image.getNFrames() > 1 ? PageChannels.asOne(image) : image;
    }

    /** One row a class: its area and its share of what was segmented. */
    public ResultsTable shares() {
        return ClassShares.of(classes, types);
    }

    /** What was found, for a person. */
    public String summary() {
        StringJoiner text = new StringJoiner(", ", image.getTitle() + ": ", ".");
        if (objects != null) text.add((int) max(objects) + " objects");
        ResultsTable table = shares();
        for (int i = 1; i < types.size(); i++) {
            text.add(String.format(Locale.ROOT, "%s %.3g %%", types.get(i).name(), table.getValue("%Area", i)));
        }
        return text.toString();
    }

    private static double max(ImagePlus labels) {
        double max = 0;
        for (int i = 1; i <= labels.getStackSize(); i++) {
            max = Math.max(max, labels.getStack().getProcessor(i).getStats().max);
        }
        return max;
    }

    private void inPart(boolean colorByObject, Consumer<TracedRoi> use) {
        LabelsToRois.Values values = objects == null ? LabelsToRois.Values.CLASSES : LabelsToRois.Values.OBJECTS;
        LabelsToRois tracing = new LabelsToRois(values, 0, colorByObject);
        if (objects == null) tracing.each(classes, use);
        else tracing.each(objects, classes, types, use);
    }
}
