package sc.fiji.unet.command;

import java.io.File;
import java.nio.file.Path;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.imagej.live.LiveOpening;
import sc.fiji.unet.imagej.training.LiveTraining;
import sc.fiji.unet.live.LiveFinish;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.StartFrom;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.model.ModelNames;
import sc.fiji.unet.workflow.Training;

/** Trains the model that is kept on the strokes of a live session. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Finish Live Project...", weight = 2)
        },
        description =
                "Train a model on all strokes that were painted in Live U-Net; those that were held out validate it.")
public class FinishLiveCommand extends UnetCommand {
    private static final double PROPOSED_MINUTES = 5;

    @Parameter(
            label = "Project folder",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "Where Live U-Net kept the strokes")
    private File project;

    @Parameter(
            label = "Model folder",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false,
            description = "Where the model goes; empty: a new folder below unet-models in your home folder")
    private File model;

    @Parameter(
            label = "Start from",
            attrs = @Attr(name = ModelField.ATTRIBUTE, value = "random"),
            required = false,
            persist = false,
            description =
                    "random (from scratch), or a trained model to go on with (its folder, or the name of a known one). Empty:"
                            + " the model that the project began with, else from scratch")
    private File start;

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
        if (project != null || LiveOpening.latest() == null) return;
        project = LiveOpening.latest().toFile();
        model = proposed(project.toPath()).toFile();
    }

    private static Path proposed(Path project) {
        return ModelNames.propose(
                String.valueOf(project.toAbsolutePath().getFileName()).replaceFirst("-live$", ""));
    }

    @Override
    public String execute(Progress progress) {
        Path folder = path(ParameterValues.given("project", project));
        LiveFinish finish = new LiveFinish(new LiveProject(folder, new AnnotationTiffs()));
        Path to = path(model) == null ? proposed(folder) : path(model);
        Path from = trainedModel(start);
        TrainOptions options = finish.options(to, from == null ? null : StartFrom.of(from), minutes, device);
        Training.Result result = LiveTraining.run(finish::load, options, watch, progress);
        KnownModels.ofThisPerson().remember(to, progress::note);
        return "Validation on strokes:\n" + EvaluationReport.text(result.validation()) + "Model: " + to;
    }
}
