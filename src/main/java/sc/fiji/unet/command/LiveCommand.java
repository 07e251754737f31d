package sc.fiji.unet.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
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
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.engine.Devices;
import sc.fiji.unet.imagej.live.LiveOpening;
import sc.fiji.unet.imagej.pixels.OpenImages;
import sc.fiji.unet.live.StartFrom;

/** Opens the panel beside an image in which a network learns while a person paints. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Live U-Net...", weight = 1)
        },
        description =
                "Paint a little of each class, and see at once what a network makes of the whole image while it learns.")
public class LiveCommand extends UnetCommand {
    @Parameter(label = "Image", persist = false, description = "The image to paint in: the active one")
    private ImagePlus image;

    @Parameter(
            label = "Classes",
            required = false,
            persist = false,
            description = "What is to be told apart, the background first; a project that exists keeps its own")
    private String classes = "background, object";

    @Parameter(
            label = "Project folder",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false,
            description =
                    "Where strokes are kept as they are painted; one that exists is gone on with. Empty: beside the"
                            + " image")
    private File project;

    @Parameter(
            label = "Start from",
            attrs = @Attr(name = ModelField.ATTRIBUTE, value = "own, random"),
            required = false,
            persist = false,
            description =
                    "What the network knows before: own (what it learned on our samples, where it has the usual size), random"
                            + " (nothing), or a trained model to go on with (its folder, or the name of a known one)."
                            + " Empty: as the project began, else own")
    private File start;

    @Parameter(
            label = "Device",
            required = false,
            persist = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = Auto.WORD;

    @Override
    public void prepare() {
        ImagePlus active = image != null ? image : WindowManager.getCurrentImage();
        if (active != null) project = LiveOpening.propose(active).toFile();
    }

    @Override
    public String execute(Progress progress) {
        OpenImages.require("image", image);
        Path folder = path(project) == null ? LiveOpening.propose(image) : path(project);
        Devices.requireOne(device);
        Path from = trainedModel(start);
        return new LiveOpening(folder, classes, from == null ? null : StartFrom.of(from), device)
                .open(image, () -> IJ.doCommand("Finish Live Project..."));
    }
}
