package sc.fiji.unet.command;

import ij.IJ;
import ij.ImagePlus;
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
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.engine.Devices;
import sc.fiji.unet.imagej.live.PreviewOpening;
import sc.fiji.unet.imagej.pixels.OpenImages;

/** Shows what a trained model makes of what is seen of an image. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Preview Segmentation...", weight = 7)
        },
        description =
                "See what a trained model makes of the part of the image that you look at, while you scroll through it.")
public class PreviewModelCommand extends UnetCommand {
    @Parameter(label = "Image", persist = false, description = "The image to look at: the active one")
    private ImagePlus image;

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder that a training wrote, or the name of a known model")
    private File model;

    @Parameter(
            label = "Device",
            required = false,
            persist = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = Auto.WORD;

    @Override
    public void prepare() {
        if (model == null) model = latestModel();
    }

    @Override
    public String execute(Progress progress) {
        OpenImages.require("image", image);
        Path folder = trainedModel(ParameterValues.given("model", model));
        Devices.requireOne(device);
        return PreviewOpening.open(image, folder, device, () -> IJ.doCommand("Segment with U-Net..."));
    }
}
