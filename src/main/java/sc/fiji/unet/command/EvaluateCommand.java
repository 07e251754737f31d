package sc.fiji.unet.command;

import ij.ImagePlus;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.ObjectScoring;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.evaluate.EvaluatedImages;
import sc.fiji.unet.imagej.evaluation.EvaluationViews;
import sc.fiji.unet.imagej.evaluation.ImageGroundTruth;
import sc.fiji.unet.imagej.pixels.OpenImages;

/** Compares label images with their ground truth. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Evaluate Segmentation...", weight = 13)
        },
        description =
                "Compare label images with their ground truth, in masks or ROIs: Dice, IoU, precision, recall, objects"
                        + " found, what is taken for what, and the worst images.")
public class EvaluateCommand extends UnetCommand {
    @Parameter(
            label = "Prediction",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder of label images, or one of them; not needed for open images")
    private File prediction;

    @Parameter(
            label = "Truth",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder of masks or ROI files (.roi, .zip) with the same file names, or one mask")
    private File truth;

    @Parameter(
            label = "Label image",
            autoFill = false,
            persist = false,
            required = false,
            description = "Instead of folders: an open label image that a segmentation gave")
    private ImagePlus labels;

    @Parameter(
            label = "True labels",
            autoFill = false,
            persist = false,
            required = false,
            description = "The open label image with the truth of that image")
    private ImagePlus truelabels;

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
    private String part = Subset.ALL.part().id();

    @Parameter(
            label = "Objects",
            choices = {"auto", "parts", "none"},
            persist = false,
            required = false,
            description =
                    "Whether objects are scored too, by average precision at IoU 0.5 to 0.95. auto: where the truth"
                            + " tells them apart; parts: connected pixels of a class are an object; none: classes only")
    private String objects = Auto.WORD;

    @Parameter(
            label = "Images table",
            persist = false,
            required = false,
            description = "Shows a table of the images, the worst first")
    private boolean table = true;

    @Parameter(
            label = "Confusion matrix",
            persist = false,
            required = false,
            description = "Shows which class is taken for which, as a table and as a picture")
    private boolean confusion = true;

    @Parameter(
            label = "Worst images",
            min = "0",
            max = "100",
            persist = false,
            required = false,
            description =
                    "How many of the worst images to show, with their truth, prediction and disagreement; 0 for none")
    private int worst = 5;

    @Parameter(
            label = "Images",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder of the images that were segmented, to show them; empty: labels on black")
    private File images;

    @Parameter(
            label = "Report",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            required = false,
            description = "A JSON file to write the figures to; tables (CSV) and pictures (PNG) are written beside it")
    private File report;

    @Override
    public void prepare() {
        if (model == null) model = latestModel();
    }

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        return switch (parameter) {
            case "part" -> !said.getOrDefault("split", "?").isBlank();
            case "images" -> !said.getOrDefault("worst", "").strip().equals("0");
            default -> true;
        };
    }

    @Override
    public String execute(Progress progress) {
        EvaluationViews views = new EvaluationViews(table, confusion, worst, path(images));
        return views.show(evaluated(progress), path(report), progress);
    }

    private EvaluatedImages evaluated(Progress progress) {
        ObjectScoring scoring = ObjectScoring.of(objects);
        if (path(prediction) == null && path(truth) == null && (labels != null || truelabels != null)) {
            return new ImageGroundTruth(
                    OpenImages.require("labels", labels), OpenImages.require("truelabels", truelabels), scoring);
        }
        Path predicted = ParameterValues.given("prediction", prediction).toPath();
        EvaluateOptions options = EvaluateOptions.defaults(
                        predicted, ParameterValues.given("truth", truth).toPath())
                .withModel(trainedModel(model))
                .withChoice(new Subset(path(split), SplitPart.of(part)));
        return EvaluationViews.folders(options.withObjects(scoring), progress);
    }
}
