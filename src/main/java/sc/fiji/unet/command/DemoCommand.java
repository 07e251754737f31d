package sc.fiji.unet.command;

import java.io.File;
import java.nio.file.Path;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.HomeFolder;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DemoOptions;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.training.DemoRun;

/** Trains on the sample sets, segments their held-out images and evaluates, to see that all works. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Demo...", weight = 23)
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
        return DemoRun.run(options(), watch, progress);
    }

    /** The parameters as the facade takes them. */
    final DemoOptions options() {
        Path folder = path(output) == null ? DEFAULTS.output() : path(output);
        return new DemoOptions(path(input), folder, minutes, device, path(report));
    }
}
