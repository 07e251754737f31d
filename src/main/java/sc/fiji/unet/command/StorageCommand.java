package sc.fiji.unet.command;

import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.workflow.Storage;

/** Shows what lies on the disk outside Fiji's folder, and deletes the unpacked native library. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Storage...", weight = 22)
        },
        description =
                "Show where the native library, models and settings lie and how large they are; delete the library.")
public class StorageCommand extends UnetCommand {
    @Parameter(
            label = "On this machine",
            visibility = ItemVisibility.MESSAGE,
            persist = false,
            required = false,
            description = "Where everything lies and how large it is")
    private String found = "";

    @Parameter(
            label = "Delete the unpacked native library",
            persist = false,
            required = false,
            description =
                    "Delete the native library from the cache; the next training or segmentation unpacks it again")
    private boolean clear;

    @Override
    public void prepare() {
        found = Storage.ofThisPerson().describe();
    }

    @Override
    public String execute(Progress progress) {
        Storage storage = Storage.ofThisPerson();
        return clear ? storage.clear() : storage.describe();
    }
}
