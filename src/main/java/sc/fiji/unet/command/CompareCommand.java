package sc.fiji.unet.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.HomeFolder;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.compare.Recipes;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.TrackOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.imagej.training.TrainingPictures;

/** Trains several networks on the same images and says which is best. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Compare Networks...", weight = 14)
        },
        description = "Train several networks on the same images and put their figures side by side. Lists are"
                + " separated by commas or semicolons; every combination is trained. Run it again to go on after an"
                + " interruption.")
public class CompareCommand extends FoldersCommand {
    private static final String NO_PRESET = "none";

    @Parameter(
            label = "Output",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description =
                    "Folder for models, tables and the page with curves and pictures; empty: comparison in your home"
                            + " folder")
    private File output;

    @Parameter(
            label = "Preset",
            choices = {NO_PRESET, "lungs", "cardiac", "left-ventricle", "tissue", "classic-unet"},
            persist = false,
            required = false,
            description = "A ready comparison of networks, losses and schedules")
    private String preset = NO_PRESET;

    @Parameter(
            label = "List",
            style = "open,extensions:yaml/yml",
            persist = false,
            required = false,
            description =
                    "A YAML file with the trainings to compare: runs, a list of parameters, or grid, lists of values")
    private File list;

    @Parameter(
            label = "Architectures",
            persist = false,
            required = false,
            description = "Networks, with options as in: unet, segnet, unet dropout=0.3")
    private String architectures = "";

    @Parameter(
            label = "Losses",
            persist = false,
            required = false,
            description = "Losses, with options as in: dice-ce, focal gamma=2")
    private String losses = "";

    @Parameter(
            label = "Optimizers",
            persist = false,
            required = false,
            description = "Optimizers, with options as in: adamw, sgd momentum=0.9")
    private String optimizers = "";

    @Parameter(
            label = "Learning rates",
            persist = false,
            required = false,
            description = "Base learning rates, as in: 0.01, 0.001")
    private String learningrates = "";

    @Parameter(
            label = "Schedules",
            persist = false,
            required = false,
            description = "Learning rate schedules, as in: cosine, exponential steps=500")
    private String schedules = "";

    @Parameter(label = "Dropouts", persist = false, required = false, description = "Dropout rates, as in: 0, 0.2, 0.5")
    private String dropouts = "";

    @Parameter(
            label = "Stacks",
            persist = false,
            required = false,
            description = "How stacks are learned from, as in: 2D, 2.5D, 3D")
    private String stacks = "";

    @Parameter(
            label = "Seeds",
            persist = false,
            required = false,
            description = "Each training is repeated with each seed, which shows how much is chance")
    private String seeds = "1";

    @Parameter(
            label = "Folds",
            min = "0",
            max = "100",
            persist = false,
            required = false,
            description = "Parts of a cross-validation; 0 for a fixed split")
    private int folds;

    @Parameter(
            label = "Minutes",
            min = "0",
            persist = false,
            required = false,
            description = "Time budget of each training in minutes; 0 for none")
    private double minutes;

    @Parameter(
            label = "Epochs",
            min = "0",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Passes over the training images at most; auto: planned")
    private int epochs;

    @Parameter(
            label = "Depth",
            min = "0",
            max = "8",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "How often networks halve the image; auto: planned")
    private int depth;

    @Parameter(
            label = "Width",
            min = "0",
            max = "512",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Channels at full resolution; auto: planned")
    private int width;

    @Parameter(
            label = "Patch",
            min = "0",
            max = "4096",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Edge length of the pieces that networks learn from, in pixels; auto: planned")
    private int patch;

    @Parameter(
            label = "Batch",
            min = "0",
            max = "1024",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Pieces a step; auto: planned")
    private int batch;

    @Parameter(
            label = "Classes",
            persist = false,
            required = false,
            description = "What mask values mean: auto, instances, binary (all but 0 is foreground), names"
                    + " (background,lung) or names with values"
                    + " (background=0,lung=255,ignore=7; colors as #RRGGBB)")
    private String classes = Auto.WORD;

    @Parameter(
            label = "Split file",
            style = "open,extensions:csv",
            persist = false,
            required = false,
            description =
                    "A table (CSV) with the columns name and split (train, val, test); test images are for the last"
                            + " columns only")
    private File split;

    @Parameter(
            label = "Validation",
            persist = false,
            required = false,
            description = "Where there is no split file: the share of images to validate on, or a folder with images"
                    + " and masks")
    private String validation = "0.2";

    @Parameter(
            label = "Device",
            persist = false,
            required = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = Auto.WORD;

    @Parameter(
            label = "TensorBoard",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder that TensorBoard shows; each training gets a folder of its own in it. Empty: none")
    private File tensorboard;

    @Parameter(
            label = "MLflow server",
            persist = false,
            required = false,
            description = "Address of an MLflow tracking server, such as http://127.0.0.1:5000. Empty: none")
    private String mlflow = TrackOptions.NONE.mlflow();

    @Parameter(
            label = "MLflow experiment",
            persist = false,
            required = false,
            description = "Experiment on that server; made where it is missing")
    private String experiment = TrackOptions.NONE.experiment();

    @Parameter(
            label = "Report",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            required = false,
            description = "A JSON file to write the figures to as well")
    private File report;

    @Override
    public void prepare() {
        if (output == null) output = folder().toFile();
    }

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        boolean preset = !said.getOrDefault("preset", NO_PRESET).equals(NO_PRESET);
        return switch (parameter) {
            case "architectures", "losses", "optimizers", "learningrates", "schedules", "dropouts", "stacks" ->
                !preset && said.getOrDefault("list", "").isBlank();
            case "list" -> !preset;
            case "experiment" -> !said.getOrDefault("mlflow", "?").isBlank();
            default -> true;
        };
    }

    /** The folder for the trainings and their report: what a person named, else one in the home folder. */
    final Path folder() {
        return path(output) == null ? HomeFolder.resolve("comparison") : path(output);
    }

    @Override
    public String execute(Progress progress) {
        return TrainingPictures.comparison().run(options(), progress).summary();
    }

    /** What the parameters say. */
    public CompareOptions options() {
        return new CompareOptions(common(), recipes(), ParameterValues.wholes("seeds", seeds), folds, path(report));
    }

    private TrainOptions common() {
        TrainOptions options = said(TrainOptions.defaults(images.toPath(), masks.toPath(), folder()));
        return options.withData(options.data().withSplit(path(split)))
                .withRun(options.run().withTrack(TrackOptions.of(path(tensorboard), mlflow, experiment)));
    }

    private List<Recipe> recipes() {
        List<List<String>> values = Stream.of(
                        architectures, dropouts, losses, optimizers, learningrates, schedules, stacks)
                .map(ParameterValues::list)
                .toList();
        return Recipes.of(preset.equals(NO_PRESET) ? null : preset, path(list), Recipes.grid(values));
    }
}
