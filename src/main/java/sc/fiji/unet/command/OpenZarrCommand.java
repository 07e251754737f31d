package sc.fiji.unet.command;

import ij.ImagePlus;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.files.LargeFiles;
import sc.fiji.unet.imagej.rois.RoiResults;

/** Opens an OME-Zarr, or a level of a slide scan, as a virtual stack. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Open OME-Zarr...", weight = 11)
        },
        description = "Open an OME-Zarr as a virtual stack, of which ImageJ reads only what is looked at.")
public class OpenZarrCommand extends UnetCommand {
    @Parameter(
            label = "Image",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description =
                    "The folder of an OME-Zarr (its name mostly ends in .zarr), or a slide scan as pyramidal TIFF")
    private File input;

    @Parameter(
            label = "Level",
            required = false,
            persist = false,
            description = "Of resolution: 0 is the finest, 1 the next; auto: the finest whose planes ImageJ can show")
    private String level = Auto.WORD;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Image",
            persist = false,
            description = "A virtual stack with the channels, slices and frames of the file")
    private ImagePlus image;

    @Override
    public String execute(Progress progress) {
        image = LargeFiles.open(input.toPath(), level, progress);
        RoiResults.showHeadless(image);
        return "Opened " + image.getTitle() + ": " + image.getWidth() + " x " + image.getHeight() + ", "
                + image.getStackSize() + (image.getStackSize() == 1 ? " plane." : " planes.");
    }
}
