package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.imagej.training.CorrectionTraining;
import sc.fiji.unet.imagej.training.LiveTraining;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.workflow.Training;

/** Stores the corrected ROIs of a segmentation and trains the model on them, into a new version of it. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Correct and Continue...", weight = 6)
        },
        description =
                "Learn from a segmentation that you corrected: segment an image, put its ROIs right, then store them"
                        + " and train the model on. The model stays as it is; what is learned goes into a new version of it.")
public class CorrectCommand extends UnetCommand {
    private static final double PROPOSED_MINUTES = 2;

    @Parameter(
            visibility = ItemVisibility.MESSAGE,
            label = "Corrected",
            required = false,
            persist = false,
            description = "What was found on the active image")
    private String found = "";

    @Parameter(
            label = "Image",
            required = false,
            persist = false,
            description = "The image whose ROIs are right now: the active one. None: train on what was stored before")
    private ImagePlus image;

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder of the model that segmented the image, or the name of a known model")
    private File model;

    @Parameter(
            label = "Channels",
            required = false,
            persist = false,
            description =
                    "Which channels of the images the model is shown, as in Segment with U-Net; auto: those that it was"
                            + " trained on")
    private String channels = Auto.WORD;

    @Parameter(
            label = "ROIs of",
            choices = {"auto", "overlay", "manager"},
            required = false,
            persist = false,
            description =
                    "Where the corrected ROIs are; auto: the ROI Manager, else the overlay; beside predicted ROIs in the"
                            + " ROI Manager, also those that you drew in the overlay")
    private String rois = "auto";

    @Parameter(
            label = "Outside ROIs is",
            choices = {"auto", "background", "ignored"},
            required = false,
            persist = false,
            description = "background: every object has its ROI; ignored: only some places were put right; auto: as the"
                    + " ROIs look. A ROI named background says that a place holds nothing")
    private String outside = "auto";

    @Parameter(
            label = "Images",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false,
            description = "Instead of an open image: a folder of images with their corrected ROIs (.roi, .zip)")
    private File images;

    @Parameter(
            label = "Train now",
            required = false,
            persist = false,
            description = "Off: only store the corrected image, to train when there are more")
    private boolean train = true;

    @Parameter(
            label = "Minutes",
            min = "0",
            required = false,
            persist = false,
            description = "How long to train; 0: until it stops improving")
    private double minutes = PROPOSED_MINUTES;

    @Parameter(
            label = "Device",
            required = false,
            persist = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = Auto.WORD;

    @Parameter(
            label = "Show live window",
            required = false,
            persist = false,
            description = "Open a window with curves, previews and buttons to stop; never without a display")
    private boolean watch = true;

    @Override
    public void prepare() {
        ImagePlus active = image != null ? image : WindowManager.getCurrentImage();
        List<Roi> drawn = active == null ? List.of() : drawn(active);
        if (model == null) model = lastModel(active);
        if (active != null && active.getProperty(SegmentImageCommand.CHANNELS) instanceof String said) channels = said;
        if (drawn.isEmpty()) return;
        UnlabeledPixels.Proposal proposal = UnlabeledPixels.propose(active, drawn, RoiNaming.AUTO);
        outside = proposal.outside().name().toLowerCase(Locale.ROOT);
        found = active.getTitle() + ": " + source(active, drawn) + ". " + proposal.because();
    }

    /** The model that segmented the image, else the one last used; null for none. */
    private static File lastModel(ImagePlus active) {
        if (active != null && active.getProperty(SegmentImageCommand.MODEL) instanceof File known) return known;
        return latestModel();
    }

    @Override
    public String execute(Progress progress) {
        Path before = trainedModel(ParameterValues.given("model", model));
        CorrectionTraining corrections = new CorrectionTraining(before, ChannelChoice.parse(channels));
        Path next = corrections.next();
        TrainOptions options = corrections.options(next, minutes, device);
        UnlabeledPixels meaning = UnlabeledPixels.of(outside);
        List<String> stored = new ArrayList<>();
        for (DrawnImage drawn : corrected(progress)) stored.addAll(corrections.add(drawn, meaning, progress));
        String done = "Stored " + (stored.isEmpty() ? "nothing new" : String.join(", ", stored))
                + "; corrected images in " + corrections.folder() + ": " + corrections.size() + "\n";
        if (!train) return done;
        progress.note(done.strip());
        Training.Result result = LiveTraining.run(corrections::load, options, watch, progress);
        KnownModels.ofThisPerson().remember(next, progress::note);
        return done + "Validation images:\n" + EvaluationReport.text(result.validation()) + "New version: " + next
                + "\nThe model before it is unchanged: " + model;
    }

    private List<DrawnImage> corrected(Progress progress) {
        if (path(images) != null) {
            if (RoiFolders.is(path(images), path(images))) return RoiFolders.read(path(images), path(images), progress);
            throw new InputException(images + " holds no ROI files: expected images with the ROIs of each in a file of"
                    + " the same name (.roi, .zip), as the ROI Manager saves them.");
        }
        if (image == null && !train) {
            throw new OptionException("There is nothing to store: expected an open image with corrected ROIs, or images"
                    + " = a folder of images with ROI files.");
        }
        if (image == null) return List.of();
        List<Roi> drawn = drawn(ParameterValues.pixels("image", image));
        progress.note(image.getTitle() + ": " + source(image, drawn));
        RoiFiles.showCorrected(image, drawn);
        return List.of(new DrawnImage(image, drawn));
    }

    private List<Roi> drawn(ImagePlus imp) {
        return switch (ParameterValues.oneOf("rois", rois, List.of("auto", "overlay", "manager"))) {
            case "overlay" -> RoiFiles.overlay(imp);
            case "manager" -> RoiFiles.manager();
            default -> RoiFiles.toCorrect(imp);
        };
    }

    /** Says which ROIs are taken, and which are not. */
    private String source(ImagePlus imp, List<Roi> drawn) {
        int inOverlay = RoiFiles.overlay(imp).size();
        boolean fromManager = !rois.equals("overlay") && !RoiFiles.manager().isEmpty();
        if (!fromManager) {
            if (inOverlay == 0) return "its selection";
            return drawn.size() + (drawn.size() == 1 ? " ROI" : " ROIs") + " of the overlay";
        }
        int inManager = RoiFiles.manager().size();
        int joined = drawn.size() - inManager;
        String left = inOverlay == 0 ? "" : ", not the " + inOverlay + " of the overlay";
        return inManager + " ROIs of the ROI Manager" + (joined > 0 ? ", " + joined + " drawn in the overlay" : left);
    }
}
