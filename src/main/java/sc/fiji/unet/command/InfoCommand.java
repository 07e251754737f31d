package sc.fiji.unet.command;

import java.io.File;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.workflow.ModelFolder;
import sc.fiji.unet.workflow.ModelSummary;

/** Shows what a model is, what it was trained for and how well it did. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Segmentation>U-Net>U-Net Model Info...",
        description = "Show what a model is, what it was trained for and how well it did.")
public class InfoCommand extends UnetCommand {
    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "The folder that a training wrote")
    private File model;

    @Override
    public String execute(Progress progress) {
        return ModelSummary.of(new ModelFolder(model.toPath()));
    }
}
