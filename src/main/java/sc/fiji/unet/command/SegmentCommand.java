package sc.fiji.unet.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.workflow.Prediction;

/** Segments image files with a trained model. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Segment Folder with U-Net...", weight = 9)
        },
        description = "Segment an image file, or all images of a folder, with a trained model.")
public class SegmentCommand extends UnetCommand {
    @Parameter(
            label = "Input",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description =
                    "Folder of images, or one image, in any format that ImageJ opens; an OME-Zarr counts as one image")
    private File input;

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder that a training wrote, or the name of a known model")
    private File model;

    @Parameter(
            label = "Output",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "Folder to write label images to, of objects or classes, under the names of the images")
    private File output;

    @Parameter(
            label = "Folders below too",
            persist = false,
            required = false,
            description = "Segment the images in all folders below too, into folders of the same names")
    private boolean recursive;

    @Parameter(
            label = "Skip finished",
            persist = false,
            required = false,
            description = "Leave images that have labels in the output already as they are")
    private boolean resume;

    @Parameter(
            label = "File names like",
            persist = false,
            required = false,
            description = "Take only these, with * for any letters, as in *_dapi.tif; empty for every image")
    private String pattern = "";

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
            label = "Rescale",
            choices = {"auto", "never"},
            required = false,
            persist = false,
            description = "auto: an image whose pixel size differs from the model's by more than 10 % is resampled for"
                    + " the model, and the labels back")
    private String rescale = Auto.WORD;

    @Parameter(
            label = "Channels",
            required = false,
            persist = false,
            description =
                    "Which channels of the image the model is shown, counted from 1 and in the model's order, as in 2, 1,3"
                            + " or 2-4; auto: those that it was trained on; pages: the pages of a file are its channels")
    private String channels = Auto.WORD;

    @Parameter(
            label = "Fill holes",
            required = false,
            persist = false,
            description = "Fills the holes of objects before they are told apart")
    private boolean fillholes = false;

    @Parameter(
            label = "Measure objects",
            persist = false,
            required = false,
            description =
                    "Write class, area, intensity, centroid and shape of each object into a folder tables in the output")
    private boolean table;

    @Parameter(
            label = "ROIs",
            persist = false,
            required = false,
            description = "Write the outlines too, as the ROI Manager opens them, into a folder rois in the output")
    private boolean rois;

    @Parameter(
            label = "Overlay",
            persist = false,
            required = false,
            description =
                    "Write pictures of the classes, or objects, over the images too, into a folder overlays in the output")
    private boolean overlay;

    @Parameter(
            label = "Probabilities",
            persist = false,
            required = false,
            description = "Write the probability of each class too, into a folder probabilities in the output")
    private boolean probabilities;

    @Parameter(
            label = "For other programs",
            choices = {"none", "geojson", "coco", "ome-tiff", "all"},
            persist = false,
            required = false,
            description =
                    "Write the objects, or classes, in a form of other programs too: geojson for QuPath and coco (one file for"
                            + " all images of a run) with outlines and classes, ome-tiff as label images that say their classes and pixel size; into"
                            + " folders of these names in the output")
    private String exchange = SegmentOptions.Exchange.NONE.id();

    @Parameter(
            label = "Split file",
            style = "open,extensions:csv",
            persist = false,
            required = false,
            description = "A table (CSV) with the columns name and split, to segment only one part")
    private File split;

    @Parameter(
            label = "Part",
            choices = {"train", "val", "test"},
            persist = false,
            required = false,
            description = "The part of the split file")
    private String part = Subset.ALL.part().id();

    @Parameter(
            label = "Further models",
            persist = false,
            required = false,
            description = "Folders of models to average with, separated by semicolons: other folds, other networks")
    private String models = "";

    @Parameter(
            label = "Snapshots",
            persist = false,
            required = false,
            description = "Average the snapshots that a training with restarts left in the model folder")
    private boolean snapshots = Averaging.NONE.snapshots();

    @Parameter(
            label = "Test-time augmentation",
            choices = {"none", "mirror", "rotate"},
            persist = false,
            required = false,
            description = "Average the prediction over mirror images (4 times slower), also turned (8 times slower)")
    private String tta = Averaging.NONE.tta().id();

    @Parameter(
            label = "Device",
            persist = false,
            required = false,
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

    @Override
    public void prepare() {
        if (model == null) model = latestModel();
    }

    @Override
    public String execute(Progress progress) {
        Path folder = trainedModel(model);
        SegmentOptions options = new SegmentOptions(
                new SegmentOptions.Files(input.toPath(), output.toPath(), new Subset(path(split), SplitPart.of(part))),
                new SegmentOptions.Batch(recursive, pattern, resume),
                new SegmentOptions.Network(
                        folder, Averaging.of(models, snapshots, tta), device, PrecisionChoice.of(precision)),
                new LabelOptions(objects, minimum, fillholes, pieces, rescale)
                        .withChannels(ChannelChoice.parse(channels)),
                new SegmentOptions.Show(probabilities, overlay, rois, table, SegmentOptions.Exchange.of(exchange)));
        Prediction.Result result = new Prediction(new ImageFiles(), new SegmentationFiles()).run(options, progress);
        KnownModels.ofThisPerson().remember(folder, progress::note);
        return String.format(
                Locale.ROOT, "%d label images in %s (%.1f s)", result.labels().size(), output, result.seconds());
    }
}
