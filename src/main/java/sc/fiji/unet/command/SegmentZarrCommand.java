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
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.LargeFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.workflow.Prediction;

/** Segments an image that is too large for memory, block by block. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Segment OME-Zarr with U-Net...", weight = 10)
        },
        description = "Segment an OME-Zarr, however large, block by block into an OME-Zarr of labels.")
public class SegmentZarrCommand extends UnetCommand {
    @Parameter(
            label = "Image",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description =
                    "The folder of an OME-Zarr (its name mostly ends in .zarr), or a slide scan as pyramidal TIFF")
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
            description = "Folder to write the labels to, an OME-Zarr under the name of the image; a run that was"
                    + " interrupted goes on where it was")
    private File output;

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
                            + " touching objects are split; border, distance, flow, star: by what a model has learned"
                            + " beside classes, star where the image fits into memory; auto: as the model was trained")
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
            description =
                    "auto: the level whose pixel size is closest to the model's is segmented, resampled where they"
                            + " differ by more than 10 %; never: the finest level as it is")
    private String rescale = Auto.WORD;

    @Parameter(
            label = "Channels",
            required = false,
            persist = false,
            description =
                    "Which channels of the image the model is shown, counted from 1 and in the model's order, as in 2, 1,3"
                            + " or 2-4; auto: those that it was trained on")
    private String channels = Auto.WORD;

    @Parameter(
            label = "Device",
            persist = false,
            required = false,
            description = "What to compute on: auto (all GPUs, else the processor), cpu, gpu, gpu0, gpu1... or mps;"
                    + " gpu0,gpu1 share the work")
    private String device = Auto.WORD;

    @Override
    public void prepare() {
        if (model == null) model = latestModel();
    }

    @Override
    public String execute(Progress progress) {
        LargeFiles.require(input.toPath());
        Path folder = trainedModel(model);
        SegmentOptions options = new SegmentOptions(
                new SegmentOptions.Files(input.toPath(), output.toPath(), Subset.ALL),
                SegmentOptions.Batch.FLAT,
                new SegmentOptions.Network(folder, Averaging.NONE, device, PrecisionChoice.AUTO),
                new LabelOptions(objects, minimum, false, pieces, rescale).withChannels(ChannelChoice.parse(channels)),
                SegmentOptions.Show.LABELS);
        Prediction.Result result = new Prediction(new ImageFiles(), new SegmentationFiles()).run(options, progress);
        KnownModels.ofThisPerson().remember(folder, progress::note);
        return String.format(
                Locale.ROOT, "Labels in %s (%.1f s)", result.labels().get(0), result.seconds());
    }
}
