package sc.fiji.unet.command;

import ij.ImagePlus;
import java.awt.Color;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.training.ModelPicture;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.ModelSummary;

/** Shows what a model is, what it was trained for and how well it did. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Model Info...", weight = 18)
        },
        description = "Show what a model is, what it was trained for and how well it did.")
public class InfoCommand extends UnetCommand {
    private static final ModelPicture PICTURE = new ModelPicture(520, 256, Color.BLACK, Color.WHITE);

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder that a training wrote, or the name of a known model")
    private File model;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Picture",
            persist = false,
            description = "A validation image as the model segmented it, with the classes in their colors")
    private ImagePlus picture;

    @Override
    public void prepare() {
        if (model == null) model = latestModel();
    }

    @Override
    public String execute(Progress progress) {
        ModelFolder folder = new ModelFolder(trainedModel(model));
        String summary = ModelSummary.of(folder);
        if (ModelPicture.thumbnail(folder.path()).isPresent()) {
            picture = new ImagePlus(folder.path().getFileName() + " (model)", PICTURE.of(folder));
            Titles.makeUnique(picture);
        }
        return summary;
    }
}
