package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.pixels.OpenImages;
import sc.fiji.unet.imagej.segmentation.ActiveChannel;
import sc.fiji.unet.imagej.segmentation.ImageSegmentation;
import sc.fiji.unet.imagej.segmentation.ObjectColors;
import sc.fiji.unet.imagej.segmentation.SegmentationView;
import sc.fiji.unet.imagej.segmentation.SegmentedImage;
import sc.fiji.unet.model.ModelFolder;

/** Segments the active image with a trained model. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Segment with U-Net...", weight = 8)
        },
        description = "Segment the active image, or the part in a rectangular selection, with a trained model.")
public class SegmentImageCommand extends UnetCommand {
    @Parameter(label = "Image", persist = false, description = "The image to segment: the active one")
    private ImagePlus image;

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder that a training wrote, or the name of a known model")
    private File model;

    @Parameter(
            label = "Channels",
            required = false,
            persist = false,
            description =
                    "Which channels of the image the model is shown, counted from 1 and in the model's order, as in 2, 1,3"
                            + " or 2-4; auto: those that it was trained on; pages: the pages of a stack are its channels")
    private String channels = Auto.WORD;

    @Parameter(
            label = "Objects",
            choices = {
                "auto",
                "semantic",
                "components",
                "watershed-distance",
                "watershed-probability",
                "watershed-border",
                "border",
                "distance",
                "flow",
                "star"
            },
            required = false,
            persist = false,
            description =
                    "semantic: classes only; components: connected pixels of a class are an object; watershed-...:"
                            + " touching objects are split; border, distance, flow, star: by what a model has learned beside"
                            + " classes; auto: as the model was trained")
    private String objects = Auto.WORD;

    @Parameter(
            label = "Minimum size (pixels)",
            required = false,
            persist = false,
            description =
                    "Objects of fewer pixels are dropped: a number, 0 to keep all; auto: half of what the smallest"
                            + " annotated objects had, where objects are told apart")
    private String minimum = Auto.WORD;

    @Parameter(
            label = "Pieces of a class",
            choices = {"auto", "all"},
            required = false,
            persist = false,
            description =
                    "auto: of a class that came in few pieces in all training images only the largest ones are kept;"
                            + " all: every piece is kept")
    private String pieces = Auto.WORD;

    @Parameter(
            label = "Fill holes",
            required = false,
            persist = false,
            description = "Fills the holes of objects before they are told apart")
    private boolean fillholes = false;

    @Parameter(label = "Label image", required = false, persist = false, description = "Shows the labels as an image")
    private boolean labels = true;

    @Parameter(
            label = "ROIs",
            required = false,
            persist = false,
            description = "Adds the outlines to the ROI Manager, named class#object")
    private boolean rois = false;

    @Parameter(
            label = "Overlay",
            required = false,
            persist = false,
            description = "Lays the outlines over the image, in place of those predicted before; what you drew stays")
    private boolean overlay = true;

    @Parameter(
            label = "Probabilities",
            required = false,
            persist = false,
            description = "Shows the probability of each class as a channel of a 32-bit image")
    private boolean probabilities = false;

    @Parameter(
            label = "Measure objects",
            required = false,
            persist = false,
            description =
                    "Appends to the Results table, a row an object: image and name, class, area, intensity, centroid, shape")
    private boolean table = false;

    @Parameter(
            label = "Area shares",
            required = false,
            persist = false,
            description = "Shows a table of the area of each class and its share of the image")
    private boolean shares = false;

    @Parameter(
            label = "Overlay opacity",
            min = "0",
            max = "1",
            stepSize = "0.05",
            required = false,
            persist = false,
            description = "Of the fill of the overlay: 0 shows outlines only")
    private double opacity = 0.25;

    @Parameter(
            label = "Color by",
            choices = {"class", "object", "confidence"},
            required = false,
            persist = false,
            description =
                    "What the colors of ROIs and overlay tell: the class; object: each has its own; confidence: how sure the"
                            + " network is of each object, from orange (0.5 or less) over yellow to blue (1), in the label image"
                            + " too")
    private String color = ObjectColors.CLASS.id();

    @Parameter(
            label = "For other programs",
            choices = {"none", "geojson", "coco", "ome-tiff", "all"},
            required = false,
            persist = false,
            description =
                    "Write the objects, or classes, in a form of other programs too: geojson for QuPath and coco (no stacks) with"
                            + " outlines and classes, ome-tiff as label images that say their classes and pixel size; into folders of these names")
    private String exchange = SegmentOptions.Exchange.NONE.id();

    @Parameter(
            label = "Output",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false,
            description = "The folder for what other programs read. Empty: that of the image's file")
    private File output;

    @Parameter(
            label = "Rescale",
            choices = {"auto", "never"},
            required = false,
            persist = false,
            description = "auto: an image whose pixel size differs from the model's by more than 10 % is resampled for"
                    + " the model, and the labels back")
    private String rescale = Auto.WORD;

    @Parameter(
            label = "Device",
            required = false,
            persist = false,
            description = "What to compute on: auto (all GPUs, else the processor), cpu, gpu, gpu0, gpu1... or mps;"
                    + " gpu0,gpu1 share the work")
    private String device = Auto.WORD;

    @Parameter(
            label = "Precision",
            choices = {"auto", "fp32", "bf16", "int8"},
            persist = false,
            required = false,
            description =
                    "Number format: auto measures on the first image and keeps the fastest whose labels agree, int8"
                            + " only where the training found it good")
    private String precision = Auto.WORD;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Probability image",
            persist = false,
            description = "A channel a class, from 0 to 1")
    private ImagePlus probabilityimage;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Labels",
            persist = false,
            description = "Object numbers, or class indices where objects are semantic")
    private ImagePlus labelimage;

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        return !parameter.equals("output") || !"none".equals(said.get("exchange"));
    }

    @Override
    public void prepare() {
        if (model == null) model = latestModel();
        channels = ActiveChannel.propose(image != null ? image : WindowManager.getCurrentImage(), path(model));
    }

    @Override
    public String execute(Progress progress) {
        OpenImages.require("image", image);
        Path folder = trainedModel(ParameterValues.given("model", model));
        LabelOptions options = new LabelOptions(objects, minimum, fillholes, pieces, rescale)
                .withChannels(ChannelChoice.parse(channels));
        SegmentationView view = new SegmentationView(rois, overlay, table, shares, opacity)
                .colored(ObjectColors.of(color))
                .written(exchange, path(output), image);
        SegmentedImage segmented = new ImageSegmentation(options, probabilities)
                .run(image, new ModelFolder(folder), device, PrecisionChoice.of(precision), progress);
        view.show(segmented, progress);
        probabilityimage = SegmentationView.output(segmented.probabilities());
        labelimage = labels ? SegmentationView.labels(segmented, image) : null;
        return segmented.summary();
    }
}
