package sc.fiji.unet.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.HomeFolder;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DemoOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.imagej.evaluation.DemoPicture;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.imagej.training.LiveTraining;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.workflow.Demo;
import sc.fiji.unet.workflow.Prediction;

/** Trains on the sample sets, segments their held-out images and evaluates, to see that all works. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Demo...", weight = 15)
        },
        description = "Train on the sample sets, segment their held-out images and evaluate, to see that all works.")
public class DemoCommand extends UnetCommand {
    private static final DemoOptions DEFAULTS = DemoOptions.defaults(HomeFolder.resolve("unet-demo"));

    @Parameter(
            label = "Input",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description =
                    "Folder of sets, each with images, masks and split.csv; without it the sample sets are painted")
    private File input;

    @Parameter(
            label = "Output",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description = "Folder for models, labels, overlays and reports; empty: unet-demo in your home folder")
    private File output;

    @Parameter(
            label = "Minutes",
            min = "0.1",
            persist = false,
            required = false,
            description = "Training time of each set, in minutes")
    private double minutes = DEFAULTS.minutes();

    @Parameter(
            label = "Device",
            persist = false,
            required = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = DEFAULTS.device();

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
            description = "A JSON file to write the figures to; without it report.json in the output")
    private File report;

    @Override
    public void prepare() {
        if (output == null) output = DEFAULTS.output().toFile();
    }

    @Override
    public String execute(Progress progress) {
        ImageFiles reader = new ImageFiles();
        Demo demo = new Demo(
                (options, inner) -> LiveTraining.run(notes -> load(options, notes), options, title(options), inner),
                new Prediction(reader, new SegmentationFiles()),
                new FolderEvaluation(reader));
        DemoOptions options = options();
        List<Demo.SetResult> sets = demo.run(options, progress);
        Path picture = options.output().resolve("demo.png");
        new DemoPicture().write(picture, sets);
        return summary(sets, picture);
    }

    /** What was chosen. */
    final DemoOptions options() {
        Path folder = path(output) == null ? DEFAULTS.output() : path(output);
        return new DemoOptions(path(input), folder, minutes, device, path(report));
    }

    /** The name of the set, as all models of the demo are called model; null where nobody watches. */
    private String title(TrainOptions options) {
        return watch ? options.run().model().getParent().getFileName().toString() : null;
    }

    private static TrainingSet load(TrainOptions options, Progress progress) {
        return new TrainingFolders(new ImageFiles(), LoadOptions.defaults())
                .load(options.data(), options.run().seed(), progress);
    }

    private static String summary(List<Demo.SetResult> sets, Path picture) {
        StringBuilder text = new StringBuilder("Held-out images:\n");
        sets.forEach(set -> text.append(String.format(
                Locale.ROOT, "%-10s Dice %s   %s%n", set.name(), Figure.text(set.dice(), 4), set.output())));
        return text + "Labels, overlays, models and reports are in these folders; look at " + picture;
    }
}
