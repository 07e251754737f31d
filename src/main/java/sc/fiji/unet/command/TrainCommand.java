package sc.fiji.unet.command;

import java.io.File;
import java.util.Map;
import java.util.Set;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.TrackOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.imagej.segmentation.ActiveChannel;
import sc.fiji.unet.imagej.training.LiveTraining;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.workflow.Training;

/** Trains a network on open images with ROIs or labels, or on folders; asks little and plans the rest. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Train U-Net...", weight = 3)
        },
        description =
                "Train a network on what you annotated: ROIs, label images or folders. What is auto or 0 is planned.")
public class TrainCommand extends TrainingChoicesCommand {
    private static final Set<String> ASKED =
            Set.of("source", "image", "outside", "labels", "images", "masks", "minutes", "model", "start");

    @Parameter(
            label = "Seed",
            persist = false,
            required = false,
            description = "Of every random choice: the same seed repeats a training")
    private long seed = DEFAULTS.run().seed();

    @Parameter(
            label = "Device",
            persist = false,
            required = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = DEFAULTS.run().device();

    @Parameter(
            label = "Resume",
            persist = false,
            required = false,
            description = "Go on from the last checkpoint in the model folder")
    private boolean resume = DEFAULTS.run().resume();

    @Parameter(
            label = "Show live window",
            persist = false,
            required = false,
            description = "Open a window with curves, previews and buttons to stop; never without a display")
    private boolean watch = true;

    @Parameter(
            label = "Report",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            required = false,
            description = "A JSON file to write the validation figures to")
    private File report;

    @Parameter(
            label = "TensorBoard",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder that TensorBoard shows; the training gets a folder of its own in it. Empty: none")
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

    @Override
    public boolean asks(String parameter) {
        return ASKED.contains(parameter) || parameter.equals("channels") && ActiveChannel.isOfSeveral();
    }

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        boolean server = !said.getOrDefault("mlflow", "?").isBlank();
        return parameter.equals("experiment") ? server : super.matters(parameter, said);
    }

    @Override
    public String execute(Progress progress) {
        TrackOptions track = TrackOptions.of(path(tensorboard), mlflow, experiment);
        TrainOptions said = options(new RunOptions(folder(), seed, device, resume, track));
        TrainOptions options = Training.remembered(said, () -> first(Progress.NONE), progress);
        Training.Result result =
                LiveTraining.run(notes -> load(options.data(), options.run().seed(), notes), options, watch, progress);
        KnownModels.ofThisPerson().remember(options.run().model(), progress::note);
        if (path(report) != null) EvaluationReport.write(result.validation(), path(report));
        return "Validation images:\n" + EvaluationReport.text(result.validation()) + "Model: "
                + options.run().model();
    }
}
