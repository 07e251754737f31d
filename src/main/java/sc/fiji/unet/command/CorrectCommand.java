package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.nio.file.Path;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.labels.SegmentedBy;
import sc.fiji.unet.imagej.rois.RoiSource;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.imagej.training.CorrectedImages;
import sc.fiji.unet.imagej.training.CorrectionRun;

/** Stores the corrected ROIs of a segmentation and trains the model on them, into a new version of it. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Correct and Continue...", weight = 12)
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
        if (model == null) model = SegmentedBy.model(active).map(Path::toFile).orElseGet(UnetCommand::latestModel);
        SegmentedBy.channels(active).ifPresent(said -> channels = said);
        new CorrectedImages(active, null, RoiSource.of(rois)).propose().ifPresent(proposal -> {
            outside = proposal.outside();
            found = proposal.found();
        });
    }

    @Override
    public String execute(Progress progress) {
        Path before = trainedModel(ParameterValues.given("model", model));
        CorrectionRun run = new CorrectionRun(before, ChannelChoice.parse(channels), minutes, device);
        UnlabeledPixels meaning = UnlabeledPixels.of(outside);
        CorrectedImages corrected = new CorrectedImages(image, path(images), RoiSource.of(rois));
        String stored = run.store(corrected.read(!train, progress), meaning, progress);
        if (!train) return stored;
        progress.note(stored.strip());
        return stored + run.train(watch, progress) + "\nThe model before it is unchanged: " + model;
    }
}
