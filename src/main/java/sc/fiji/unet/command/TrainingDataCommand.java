package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.rois.FoundPairs;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoiSource;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.TrainingProposal;
import sc.fiji.unet.imagej.rois.TrainingSource;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;

/** The parameters that say what to learn from: what is open in ImageJ, or folders. */
abstract class TrainingDataCommand extends UnetCommand {
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
                            + " where the channels of every RGB image are equal; pages: the pages of a file are its channels")
    private String channels = Auto.WORD;

    /** Looks at the active image, and says what it found. */
    @Override
    public void prepare() {
        TrainingProposal proposal = TrainingProposal.of(image != null ? image : WindowManager.getCurrentImage());
        source = proposal.source().id();
        found = proposal.found();
        image = proposal.image().orElse(image);
        labels = proposal.labels().orElse(labels);
        outside = proposal.outside().map(UnlabeledPixels::id).orElse(outside);
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

    /** The parameters as the facade takes them: of folders, or of what is open. */
    final DataOptions data(String classes, Path split, String validation) {
        return chosen().data(classes, split, validation).withChannels(ChannelChoice.parse(channels));
    }

    /** A name for what is learned. */
    final String subject() {
        return chosen().subject();
    }

    /** Reads what there is to learn from. */
    final TrainingSet load(DataOptions data, long seed, Progress progress) {
        RoisToLabels painter = new RoisToLabels(RoiNaming.of(naming), UnlabeledPixels.of(outside), radius, true);
        return chosen().load(data, painter, RoiSource.of(rois), seed, progress);
    }

    /** The planes of the first image that there is to learn from. */
    final List<ImageSource> first(Progress progress) {
        return chosen().first(progress);
    }

    private TrainingSource chosen() {
        return new TrainingSource(TrainingSource.Kind.of(source), image, labels, path(images), path(masks));
    }
}
