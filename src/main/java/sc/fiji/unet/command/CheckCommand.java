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
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.imagej.evaluation.CheckViews;

/** Looks for what may be wrong with images and masks before anybody learns from them. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Check Training Data...", weight = 6)
        },
        description =
                "Look for what may be wrong with images and masks: files that do not pair, lossy or mirrored masks, mixed"
                        + " depths, images on both sides of the split, tiny classes.")
public class CheckCommand extends FoldersCommand {
    @Parameter(
            label = "Page",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            required = false,
            description =
                    "A page (HTML) with what was found and pictures of the worst pairs; the table (CSV) is written"
                            + " beside it. Empty: training-data.html in your home folder")
    private File output;

    @Parameter(
            label = "Classes",
            persist = false,
            required = false,
            description = "What mask values mean, as in Train U-Net")
    private String classes = TrainingChoicesCommand.DEFAULTS.data().classes();

    @Parameter(
            label = "Validation",
            persist = false,
            required = false,
            description = "Where there is no split file: the share of images to validate on, or a folder with images"
                    + " and masks")
    private String validation = TrainingChoicesCommand.DEFAULTS.data().validation();

    @Parameter(
            label = "Split file",
            style = "open,extensions:csv",
            persist = false,
            required = false,
            description = "A table (CSV) with the columns name and split (train, val, test); all three are looked at")
    private File split;

    @Parameter(
            label = "Seed",
            persist = false,
            required = false,
            description = "Of the random split, as in Train U-Net")
    private long seed = TrainingChoicesCommand.DEFAULTS.run().seed();

    @Parameter(
            label = "Worst pairs",
            min = "0",
            max = "100",
            persist = false,
            required = false,
            description = "How many pairs to show for each finding; 0 for none")
    private int worst = 6;

    @Parameter(
            label = "Table",
            persist = false,
            required = false,
            description = "Shows what was found as a table, a row for each image in question")
    private boolean table = true;

    @Override
    public void prepare() {
        if (output == null) output = page().toFile();
    }

    /** The page: what a person named, else one in the home folder. */
    final Path page() {
        return path(output) == null ? HomeFolder.resolve("training-data.html") : path(output);
    }

    @Override
    public String execute(Progress progress) {
        TrainOptions options = said(TrainOptions.defaults(images.toPath(), masks.toPath(), page()));
        CheckViews views = new CheckViews(page(), worst, table);
        return views.show(options.data().withSplit(path(split)), seed, progress);
    }
}
