package sc.fiji.unet.command;

import java.io.File;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.imagej.ImageFiles;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.workflow.FolderEvaluation;

/** Compares label images with their ground truth. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Segmentation>U-Net>Evaluate Segmentation...",
        description = "Compare label images with their ground truth: Dice, IoU, precision, recall and pixel accuracy.")
public class EvaluateCommand extends UnetCommand {
    @Parameter(
            label = "Prediction",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "Folder of label images, or one of them")
    private File prediction;

    @Parameter(
            label = "Truth",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "Folder of masks with the same file names, or one of them")
    private File truth;

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            required = false,
            description =
                    "Model folder (or the name of a known model) to take the names and values of the classes from; without it they are detected")
    private File model;

    @Parameter(
            label = "Split file",
            style = "open,extensions:csv",
            persist = false,
            required = false,
            description = "A table (CSV) with the columns name and split, to evaluate only one part")
    private File split;

    @Parameter(
            label = "Part",
            choices = {"train", "val", "test"},
            persist = false,
            required = false,
            description = "The part of the split file")
    private String part = Subset.ALL.part();

    @Parameter(
            label = "Report",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            required = false,
            description = "A JSON file to write the figures to; a table (CSV) of each image is written beside it")
    private File report;

    @Override
    public String execute(Progress progress) {
        EvaluateOptions options = EvaluateOptions.defaults(prediction.toPath(), truth.toPath())
                .withModel(trainedModel(model))
                .withChoice(new Subset(path(split), part))
                .withReport(path(report));
        return EvaluationReport.text(new FolderEvaluation(new ImageFiles()).run(options, progress));
    }
}
