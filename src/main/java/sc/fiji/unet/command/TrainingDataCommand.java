package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.labels.LabelSource;
import sc.fiji.unet.imagej.rois.AnnotatedImages;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.OpenDrawings;
import sc.fiji.unet.imagej.rois.PredictedRois;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;

/** The parameters that say what to learn from: what is open in ImageJ, or folders. */
abstract class TrainingDataCommand extends UnetCommand {
    private static final List<String> SOURCES = List.of("auto", "rois", "all", "labels", "folders");

    @Parameter(
            visibility = ItemVisibility.MESSAGE,
            label = "Annotation",
            required = false,
            persist = false,
            description = "What was found on the active image")
    private String found = "";

    @Parameter(
            label = "Learn from",
            choices = {"auto", "rois", "all", "labels", "folders"},
            required = false,
            persist = false,
            description =
                    "rois: the active image and its ROIs; all: every open image with ROIs in its overlay, predicted ones"
                            + " left out in both; labels: the active image and a label image; folders: image files; auto:"
                            + " whichever is given, in the order folders, labels, rois")
    private String source = "auto";

    @Parameter(label = "Image", required = false, persist = false, description = "The active image")
    private ImagePlus image;

    @Parameter(
            label = "Outside ROIs is",
            choices = {"auto", "background", "ignored"},
            required = false,
            persist = false,
            description =
                    "background: everything was outlined; ignored: only examples were marked; auto: as the ROIs look")
    private String outside = "auto";

    @Parameter(
            label = "ROIs of",
            choices = {"auto", "overlay", "manager"},
            required = false,
            persist = false,
            description =
                    "Where the ROIs are; auto: the overlay, else the ROI Manager, else the selection. Those that a"
                            + " model predicted are left out")
    private String rois = "auto";

    @Parameter(
            label = "Class from",
            choices = {"auto", "name", "group", "color"},
            required = false,
            persist = false,
            description = "What of a ROI says its class. Names are class, class#object, background or ignore")
    private String naming = "auto";

    @Parameter(
            label = "Label image",
            autoFill = false,
            required = false,
            persist = false,
            description = "An open image of the same size whose pixel values are classes or object numbers")
    private ImagePlus labels;

    @Parameter(
            label = "Point radius (pixels)",
            min = "0",
            max = "1000",
            required = false,
            persist = false,
            description = "Radius of the disk that a point becomes")
    private double radius = 3;

    @Parameter(
            label = "Images",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false,
            description = "Folder of images to learn from, in any format that ImageJ opens")
    private File images;

    @Parameter(
            label = "Masks",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false,
            description =
                    "Folder of masks, label images or ROI files (.roi, .zip) with the same file names; empty: they lie"
                            + " beside the images")
    private File masks;

    @Parameter(
            label = "Channels",
            required = false,
            persist = false,
            description =
                    "Which channels of the images to learn from, counted from 1, as in 2, 1,3 or 2-4; auto: all, or gray"
                            + " where the channels of every RGB image are equal")
    private String channels = Auto.WORD;

    /** Looks at the active image, and says what it found. */
    @Override
    public void prepare() {
        ImagePlus active = image != null ? image : WindowManager.getCurrentImage();
        if (active != null && LabelSource.title(active).isPresent()) {
            proposeSource(active);
            return;
        }
        List<Roi> all = active == null ? List.of() : RoiFiles.toLearn(active);
        boolean predicted = PredictedRois.areAll(all);
        if (predicted) found = PredictedRois.refusal(active.getTitle());
        List<Roi> drawn = predicted ? List.of() : PredictedRois.without(all);
        source = drawn.isEmpty() ? active == null ? "folders" : "auto" : "rois";
        if (drawn.isEmpty()) {
            if (!predicted) found = nothingDrawn(active);
            return;
        }
        UnlabeledPixels.Proposal proposal = UnlabeledPixels.propose(active, drawn, RoiNaming.AUTO);
        outside = proposal.outside().name().toLowerCase(Locale.ROOT);
        found = active.getTitle() + ": " + drawn.size() + (drawn.size() == 1 ? " ROI" : " ROIs")
                + (drawn.size() == all.size() ? ". " : " (predicted ones left out). ") + proposal.because();
    }

    /** A label image is nothing to learn from: the image that it belongs to is, with it. */
    private void proposeSource(ImagePlus active) {
        source = "labels";
        labels = active;
        LabelSource.image(active).ifPresent(open -> image = open);
        String title = LabelSource.title(active).orElseThrow();
        String closed = LabelSource.file(active).isPresent() ? ", which is read again" : ", which is closed: open it";
        found = active.getTitle() + " holds the labels of " + title + (image == active ? closed : "")
                + ". Correct them first where they are a model's: it would learn what it knows.";
    }

    private static String nothingDrawn(ImagePlus active) {
        String what = active == null ? "No image is open: open one," : "No ROIs on " + active.getTitle() + ":";
        return what + " outline cells and press t, or choose a label image or folders.";
    }

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        String from = said.getOrDefault("source", "auto");
        if (from.equals("auto")) return true;
        return switch (parameter) {
            case "images", "masks" -> from.equals("folders");
            case "labels" -> from.equals("labels");
            case "rois" -> from.equals("rois");
            case "outside", "naming", "radius" -> !from.equals("labels");
            default -> true;
        };
    }

    @Override
    public String remarkBelow() {
        return "masks";
    }

    @Override
    public String remark(Map<String, String> said) {
        return matters("images", said) ? FoundPairs.in(said.get("images"), said.get("masks")) : "";
    }

    /** What the person chose; folders only where they are learned from, as the model remembers these as its origin. */
    final DataOptions data(String classes, Path split, String validation) {
        Path folder = chosen().equals("folders") ? path(images) : null;
        Path beside = folder == null || masks() == null ? folder : masks();
        return new DataOptions(folder, beside, classes, split, validation).withChannels(ChannelChoice.parse(channels));
    }

    private Path masks() {
        return path(masks);
    }

    /** A name for what is learned. */
    final String subject() {
        if (chosen().equals("folders"))
            return images.getAbsoluteFile().getParentFile().getName();
        boolean ofLabels = chosen().equals("labels");
        if (ofLabels && labelsAreActive()) return LabelSource.title(active()).orElseThrow();
        return chosen().equals("all") ? "open-images" : active().getTitle();
    }

    /** Reads what there is to learn from. */
    final TrainingSet load(DataOptions data, long seed, Progress progress) {
        RoisToLabels painter = new RoisToLabels(RoiNaming.of(naming), UnlabeledPixels.of(outside), radius, true);
        return switch (chosen()) {
            case "rois" ->
                AnnotatedImages.ofRois(
                        List.of(new DrawnImage(active(), drawn(progress))),
                        data.channels(),
                        painter,
                        HoldOut.of(data, seed),
                        progress);
            case "all" ->
                AnnotatedImages.ofRois(
                        OpenDrawings.ofOverlays(progress), data.channels(), painter, HoldOut.of(data, seed), progress);
            case "labels" ->
                AnnotatedImages.ofLabels(
                        labeled(progress), data.channels(), data.classes(), HoldOut.of(data, seed), progress);
            default -> folders(data, painter, seed, progress);
        };
    }

    private static TrainingSet folders(DataOptions data, RoisToLabels painter, long seed, Progress progress) {
        if (!RoiFolders.is(data.images(), data.masks())) {
            return new TrainingFolders(new ImageFiles(), LoadOptions.defaults()).load(data, seed, progress);
        }
        List<DrawnImage> drawn = RoiFolders.read(data.images(), data.masks(), progress);
        return AnnotatedImages.ofRois(drawn, data.channels(), painter, HoldOut.of(data, seed), progress);
    }

    private String chosen() {
        String said = ParameterValues.oneOf("source", source, SOURCES);
        if (!said.equals("auto")) return said.equals("folders") ? needsFolder(said) : said;
        if (path(images) != null) return "folders";
        if (image != null && labelsAreActive()) return "labels";
        if (labels == null && image == null) throw new OptionException(nothingDrawn(null));
        return labels != null ? "labels" : "rois";
    }

    private String needsFolder(String said) {
        if (path(images) != null) return said;
        if (image == null && labels == null) throw new OptionException(nothingDrawn(null));
        throw new OptionException("images is missing: expected a folder of images to learn from, as source = folders.");
    }

    /** Also where a macro runs with the label image active, as it was when the line was recorded. */
    private boolean labelsAreActive() {
        return (labels == null || labels == image)
                && LabelSource.title(active()).isPresent();
    }

    private AnnotatedImages.Labeled labeled(Progress progress) {
        if (!labelsAreActive()) {
            if (labels == null) {
                throw new OptionException("labels is missing: expected an open label image of the size of "
                        + active().getTitle() + ", as source = labels.");
            }
            return new AnnotatedImages.Labeled(active(), ParameterValues.pixels("labels", labels));
        }
        ImagePlus open = LabelSource.image(image)
                .or(() -> LabelSource.file(image).map(file -> ImageFiles.open(file, progress)))
                .orElseThrow(() -> new InputException(image.getTitle() + " holds the labels of "
                        + LabelSource.title(image).orElseThrow()
                        + ", which is closed: expected it to be open. Open it and make it the active image."));
        return new AnnotatedImages.Labeled(open, image);
    }

    private ImagePlus active() {
        if (image == null) throw new InputException(nothingDrawn(null));
        return ParameterValues.pixels("image", image);
    }

    private List<Roi> drawn(Progress progress) {
        List<Roi> all =
                switch (ParameterValues.oneOf("rois", rois, List.of("auto", "overlay", "manager"))) {
                    case "overlay" -> RoiFiles.overlay(image);
                    case "manager" -> RoiFiles.manager();
                    default -> RoiFiles.toLearn(image);
                };
        if (all.isEmpty()) throw new InputException(nothingDrawn(image));
        return PredictedRois.drawn(image.getTitle(), all, progress);
    }
}
