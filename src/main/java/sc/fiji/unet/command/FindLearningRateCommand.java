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
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.HomeFolder;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.imagej.evaluation.RatePlot;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.workflow.LearningRateFinder;
import sc.fiji.unet.workflow.RateCurve;

/** Proposes a learning rate from the losses of a short training whose rate rises. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Find Learning Rate...", weight = 15)
        },
        description = "Train a few steps while the learning rate rises a millionfold, and propose the rate at which the"
                + " loss falls fast and training is still stable.")
public class FindLearningRateCommand extends FoldersCommand {
    @Parameter(
            label = "Output",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            required = false,
            description =
                    "A table (CSV) of rate and loss; the plot (PNG) is written beside it. Empty: learningrate.csv in your"
                            + " home folder")
    private File output;

    @Parameter(
            label = "Steps",
            min = "20",
            max = "100000",
            persist = false,
            required = false,
            description = "Steps from the lowest rate to the highest")
    private int steps = 150;

    @Parameter(
            label = "Architecture",
            persist = false,
            required = false,
            description = "The network, with options as in: unet dropout=0.3")
    private String architecture = "unet";

    @Parameter(label = "Loss", persist = false, required = false, description = "What is minimized")
    private String loss = Auto.WORD;

    @Parameter(
            label = "Optimizer",
            persist = false,
            required = false,
            description = "How weights follow the gradient, with options as in: sgd momentum=0.9")
    private String optimizer = Auto.WORD;

    @Parameter(
            label = "Patch",
            min = "0",
            max = "4096",
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            required = false,
            description = "Edge length of the pieces that the network learns from, in pixels; auto: planned")
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
            description = "What mask values mean, as in Train U-Net")
    private String classes = Auto.WORD;

    @Parameter(
            label = "Split file",
            style = "open,extensions:csv",
            persist = false,
            required = false,
            description = "A table (CSV) with the columns name and split (train, val, test)")
    private File split;

    @Parameter(
            label = "Device",
            persist = false,
            required = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = Auto.WORD;

    @Override
    public void prepare() {
        if (output == null) output = table().toFile();
    }

    /** The CSV file for the curve: what a person named, else one in the home folder. */
    final Path table() {
        return path(output) == null ? HomeFolder.resolve("learningrate.csv") : path(output);
    }

    @Override
    public String execute(Progress progress) {
        if (steps < 20 || steps > 100_000) throw OptionException.outOfRange("steps", steps, "20 to 100000");
        RateCurve curve = new LearningRateFinder(new ImageFiles()).run(options(), steps, progress);
        Path csv = table();
        Path png = csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".png");
        AtomicFiles.writeString(csv, curve.csv());
        RatePlot.write(png, curve);
        String proposal = Double.isNaN(curve.proposal())
                ? "The loss never fell: no rate can be proposed. Look at the images, masks and classes."
                : String.format(Locale.ROOT, "Proposed learning rate: %.2g", curve.proposal());
        return proposal + "\nTable: " + csv + "\nPlot: " + png;
    }

    private TrainOptions options() {
        TrainOptions options = said(TrainOptions.defaults(images.toPath(), masks.toPath(), table()));
        return options.withData(options.data().withSplit(path(split)));
    }
}
