package sc.fiji.unet.command;

import java.io.File;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.Export;

/** Writes the network of a model as a file for other programs. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Export U-Net Model...", weight = 12.5)
        },
        description = "Write the network of a model as one file for other programs: ONNX or TorchScript.")
public class ExportCommand extends UnetCommand {
    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder that a training wrote, or the name of a known model")
    private File model;

    @Parameter(
            label = "Output",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            description = "The file to write; its ending says the format: .onnx, or .pt for TorchScript")
    private File output;

    @Parameter(
            label = "Format",
            choices = {"auto", "onnx", "torchscript"},
            persist = false,
            required = false,
            description = "onnx: for ONNX Runtime and most other programs; torchscript: for PyTorch and LibTorch; auto:"
                    + " by the ending of the file")
    private String format = "auto";

    @Override
    public String execute(Progress progress) {
        ParameterValues.oneOf("format", format, Export.FORMATS);
        return Export.run(new ModelFolder(trainedModel(model)), path(output), format);
    }
}
