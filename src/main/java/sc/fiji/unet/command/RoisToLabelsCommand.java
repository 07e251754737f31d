package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.File;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.LabelSource;
import sc.fiji.unet.imagej.pixels.OpenImages;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.imagej.rois.RoiSource;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;

/** Paints the ROIs of an image into a label image of classes or of objects. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "ROIs to Labels...", weight = 17)
        },
        description = "Paint the ROIs of the overlay, the ROI Manager or a file into a label image.")
public class RoisToLabelsCommand extends UnetCommand {
    @Parameter(label = "Image", persist = false, description = "The image that was annotated: the active one")
    private ImagePlus image;

    @Parameter(
            label = "ROIs of",
            choices = {"auto", "overlay", "manager"},
            required = false,
            persist = false,
            description = "Where the ROIs are; auto: the overlay, else the ROI Manager, else the selection")
    private String rois = "auto";

    @Parameter(
            label = "ROI file",
            required = false,
            persist = false,
            description = "A .roi or RoiSet.zip file to take instead")
    private File file;

    @Parameter(
            label = "Class from",
            choices = {"auto", "name", "group", "color"},
            required = false,
            persist = false,
            description = "What of a ROI says its class. Names are class, class#object, background or ignore")
    private String naming = "auto";

    @Parameter(
            label = "Outside ROIs is",
            choices = {"auto", "background", "ignored"},
            required = false,
            persist = false,
            description =
                    "background: everything was outlined; ignored: only examples were marked; auto: as the ROIs look")
    private String outside = "auto";

    @Parameter(
            label = "Point radius (pixels)",
            min = "0",
            max = "1000",
            required = false,
            persist = false,
            description = "Radius of the disk that a point becomes")
    private double radius = 3;

    @Parameter(
            label = "Keep touching objects apart",
            required = false,
            persist = false,
            description = "Draws a line of background between touching objects of one class")
    private boolean gap = true;

    @Parameter(
            label = "Make image of",
            choices = {"classes", "objects"},
            required = false,
            persist = false,
            description = "classes: each pixel holds the number of its class; objects: each object has its own number")
    private String output = "classes";

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Labels",
            persist = false,
            description = "The label image; ignored pixels have its largest value")
    private ImagePlus labels;

    @Override
    public String execute(Progress progress) {
        boolean objects = ParameterValues.oneOf("output", output, List.of("classes", "objects"))
                .equals("objects");
        RoiSource taken = RoiSource.of(rois);
        ImagePlus annotated = OpenImages.require("image", image);
        Annotation drawn = new RoisToLabels(RoiNaming.of(naming), UnlabeledPixels.of(outside), radius, gap)
                .paint(annotated, file == null ? taken.rois(image, RoiFiles::of) : read(progress));
        drawn.notes().forEach(progress::note);
        labels = objects
                ? LabelImages.ofObjects(drawn, annotated)
                : LabelImages.ofClasses(drawn.classPlanes(), drawn.classes(), annotated);
        Titles.makeUnique(labels);
        LabelSource.write(labels, annotated);
        RoiResults.showHeadless(labels);
        return labels.getTitle() + ": " + (drawn.classes().size() - 1) + " classes and the background.";
    }

    private List<Roi> read(Progress progress) {
        return RoiFiles.read(file.toPath(), progress::note);
    }
}
