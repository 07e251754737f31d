package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.imagej.labels.LabelSource;
import sc.fiji.unet.model.ModelNames;

/** The parameters that say what network is trained, and how: whatever could change the result but the seed. */
abstract class TrainingChoicesCommand extends TrainingDataCommand {
    /** What is planned where nobody says otherwise. */
    static final TrainOptions DEFAULTS = TrainOptions.defaults(Path.of("images"), Path.of("masks"), Path.of("model"));

    private static final double PROPOSED_MINUTES = 5;

    @Parameter(
            label = "Model folder",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder to write the model to; empty: a new one below unet-models in your home folder")
    private File model;

    @Parameter(
            label = "Minutes",
            min = "0",
            persist = false,
            required = false,
            description = "Time budget in minutes; 0: until it stops improving")
    private double minutes = DEFAULTS.fit().minutes();

    @Parameter(
            label = "Epochs",
            min = "0",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Passes over the training images at most; auto: planned")
    private int epochs = DEFAULTS.fit().epochs();

    @Parameter(
            label = "Classes",
            persist = false,
            required = false,
            description = "What mask values mean: auto, instances, binary (all but 0 is foreground), names"
                    + " (background,lung) or names with values"
                    + " (background=0,lung=255,ignore=7; colors as #RRGGBB)")
    private String classes = DEFAULTS.data().classes();

    @Parameter(
            label = "Validation",
            persist = false,
            required = false,
            description = "Where there is no split file: the share of images to validate on, or a folder with images"
                    + " and masks")
    private String validation = DEFAULTS.data().validation();

    @Parameter(
            label = "Split file",
            style = "open,extensions:csv",
            persist = false,
            required = false,
            description =
                    "A table (CSV) with the columns name and split (train, val, test); test images are never read")
    private File split;

    @Parameter(
            label = "Dimensions",
            choices = {"auto", "2D", "2.5D", "3D"},
            persist = false,
            required = false,
            description =
                    "How stacks are learned from. 2D: slice by slice; 2.5D: each slice with its neighbors as further"
                            + " channels; 3D: as volumes; auto: as the stacks look")
    private String dimensions = DEFAULTS.data().dimensions().id();

    @Parameter(
            label = "Architecture",
            persist = false,
            required = false,
            description = "The network, with options as in: unet dropout=0.3")
    private String architecture = DEFAULTS.network().architecture().toString();

    @Parameter(
            label = "Normalization",
            persist = false,
            required = false,
            description = "How pixel values are brought to a common range")
    private String normalization = DEFAULTS.input().normalization().toString();

    @Parameter(
            label = "Depth",
            min = "0",
            max = "8",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "How often the network halves the image; auto: planned")
    private int depth = DEFAULTS.network().depth();

    @Parameter(
            label = "Width",
            min = "0",
            max = "512",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Channels at full resolution; auto: planned")
    private int width = DEFAULTS.network().width();

    @Parameter(
            label = "Patch",
            min = "0",
            max = "4096",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Edge length of the pieces that the network learns from, in pixels; auto: planned")
    private int patch = DEFAULTS.input().patch();

    @Parameter(
            label = "Batch",
            min = "0",
            max = "1024",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Pieces a step; auto: planned")
    private int batch = DEFAULTS.input().batch();

    @Parameter(
            label = "Augmentation",
            persist = false,
            required = false,
            description = "Random changes to what is shown: auto, a preset, or as in: flip; noise amount=0.1")
    private String augmentation = DEFAULTS.input().augmentation();

    @Parameter(
            label = "Loss",
            persist = false,
            required = false,
            description = "What is minimized, with options as in: focal gamma=2")
    private String loss = DEFAULTS.fit().loss().toString();

    @Parameter(
            label = "Optimizer",
            persist = false,
            required = false,
            description = "How weights follow the gradient, with options as in: sgd momentum=0.9")
    private String optimizer = DEFAULTS.fit().optimizer().toString();

    @Parameter(
            label = "Schedule",
            persist = false,
            required = false,
            description = "How the learning rate changes over the training")
    private String schedule = DEFAULTS.fit().schedule().toString();

    @Parameter(
            label = "Learning rate",
            min = "0",
            style = "format:0.######",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Base learning rate; auto: planned")
    private double learningrate = DEFAULTS.fit().learningrate();

    @Parameter(
            label = "Weight averaging",
            min = "0",
            max = "0.999999",
            style = "format:0.######",
            persist = false,
            required = false,
            description = "Share of a running average of the weights that survives a step, such as 0.99; 0 for none")
    private double ema = DEFAULTS.fit().ema();

    @Parameter(
            label = "Objects are learned by",
            persist = false,
            required = false,
            description = "What the network learns beside classes, so that touching objects can be told apart: auto,"
                    + " classes for none, or as in: distance")
    private String auxiliary = DEFAULTS.fit().auxiliary();

    @Parameter(
            label = "Precision",
            choices = {"auto", "fp32", "bf16"},
            persist = false,
            required = false,
            description =
                    "Number format of the convolutions: auto times a few steps in each and takes the faster; weights"
                            + " and loss are always fp32")
    private String precision = DEFAULTS.fit().precision().id();

    @Parameter(
            label = "Start from",
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            required = false,
            description =
                    "A trained model to go on with (its folder, model.json in it, or the name of a known one), classes and"
                            + " channels may differ; or weights that the encoder begins with, found by shape: any model.pt"
                            + " of ours, a VGG-16 or ResNet (.pt, .pth, .safetensors). Empty: from scratch")
    private File start;

    @Parameter(
            label = "Freeze encoder",
            persist = false,
            required = false,
            description = "Keep what the encoder takes from there as it is")
    private boolean freeze = DEFAULTS.start().freeze();

    @Parameter(
            label = "Refit normalization",
            persist = false,
            required = false,
            description = "Choose the normalization from these images, not from the model to start from")
    private boolean refit = DEFAULTS.start().refit();

    @Override
    public void prepare() {
        super.prepare();
        minutes = PROPOSED_MINUTES;
        ImagePlus active = WindowManager.getCurrentImage();
        if (active != null) {
            model = ModelNames.propose(LabelSource.title(active).orElse(active.getTitle()))
                    .toFile();
        }
    }

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        return switch (parameter) {
            case "freeze", "refit" -> !said.getOrDefault("start", "?").isBlank();
            default -> super.matters(parameter, said);
        };
    }

    /** The folder of the model: what a person named, else a new one named after what is learned. */
    final Path folder() {
        return path(model) != null ? path(model) : ModelNames.propose(subject());
    }

    /** The parameters as the facade takes them. */
    final TrainOptions options(RunOptions run) {
        TrainOptions chosen = said(DEFAULTS.withData(data(classes, path(split), validation)));
        return chosen.withRun(run).withStart(new StartOptions(trainedModel(start), freeze, refit));
    }
}
