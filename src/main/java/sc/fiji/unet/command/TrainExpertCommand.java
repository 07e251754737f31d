package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.dialog.RecordedLine;

/** The training of {@link TrainCommand} with every parameter in the dialog. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Train U-Net (all settings)...", weight = 4)
        },
        description =
                "Train a network, choosing what Train U-Net... plans from the data. What is auto or 0 stays planned.")
public class TrainExpertCommand extends TrainCommand {
    @Override
    public boolean asks(String parameter) {
        return true;
    }
}
