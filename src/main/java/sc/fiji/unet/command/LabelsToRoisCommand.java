package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.File;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.pixels.OpenImages;
import sc.fiji.unet.imagej.rois.LabelsToRois;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.imagej.rois.TracedRoi;
import sc.fiji.unet.imagej.segmentation.ObjectTables;
import sc.fiji.unet.imagej.segmentation.SegmentationOverlay;

/** Traces a label image into ROIs: into the ROI Manager, over an image, into a file, measured in a table. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Labels to ROIs...", weight = 16)
        },
        description = "Trace the objects or classes of a label image into ROIs that can be edited and measured.")
public class LabelsToRoisCommand extends UnetCommand {
    @Parameter(label = "Labels", persist = false, description = "The label image: the active one")
    private ImagePlus labels;

    @Parameter(
            label = "Values are",
            choices = {"auto", "objects", "classes", "parts"},
            required = false,
            persist = false,
            description =
                    "objects: each value is one object, of the class that the image info says; classes: each value is a class and becomes one ROI a slice; "
                            + "parts: each value is a class whose connected parts are objects; auto: classes where the image names "
                            + "its classes, else objects")
    private String values = "auto";

    @Parameter(
            label = "Minimum size (pixels)",
            min = "0",
            required = false,
            persist = false,
            description = "Objects of fewer pixels are left out")
    private int minimum = 0;

    @Parameter(
            label = "Color by",
            choices = {"class", "object"},
            required = false,
            persist = false,
            description = "Whether all objects of a class share a color, or each has its own")
    private String color = "class";

    @Parameter(
            label = "Add to ROI Manager",
            required = false,
            persist = false,
            description = "Adds the ROIs to the ROI Manager, named class#object")
    private boolean manager = true;

    @Parameter(
            label = "Image",
            autoFill = false,
            required = false,
            persist = false,
            description = "The image to lay the outlines over and to measure; without one, the label image")
    private ImagePlus image;

    @Parameter(
            label = "Lay over image",
            required = false,
            persist = false,
            description = "Replaces the overlay of the image by these ROIs")
    private boolean overlay = false;

    @Parameter(
            label = "Opacity",
            min = "0",
            max = "1",
            stepSize = "0.05",
            required = false,
            persist = false,
            description = "Of the fill of an overlay: 0 shows outlines only")
    private double opacity = 0.25;

    @Parameter(
            label = "Measure",
            required = false,
            persist = false,
            description =
                    "Appends to the Results table, a row an object: image and name, class, area, intensity, centroid, shape")
    private boolean table = false;

    @Parameter(
            label = "Save as",
            style = FileWidget.SAVE_STYLE,
            required = false,
            persist = false,
            description = "A RoiSet.zip to write; nothing is written without a name")
    private File file;

    @Override
    public String execute(Progress progress) {
        List<TracedRoi> traced = new LabelsToRois(LabelsToRois.Values.of(values), minimum, byObject())
                .trace(OpenImages.require("labels", labels));
        List<Roi> rois = traced.stream().map(TracedRoi::roi).toList();
        ImagePlus shown = image == null ? labels : OpenImages.require("image", image);
        if (overlay) shown.setOverlay(new SegmentationOverlay(opacity, 1).of(traced));
        if (table) RoiResults.toResults(ObjectTables.objects(shown, traced));
        if (file != null) RoiFiles.write(file.toPath(), rois);
        boolean added = manager && RoiResults.toManager(rois);
        if (manager && !added) progress.note("There is no ROI Manager without a display; use overlay or file.");
        return rois.size() + " ROIs traced from " + labels.getTitle() + ".";
    }

    private boolean byObject() {
        return ParameterValues.oneOf("color", color, List.of("class", "object")).equals("object");
    }
}
