package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.dialog.RecordedLine;

/** The same training with every parameter in the dialog. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menuPath = "Plugins>Segmentation>U-Net>Train U-Net (all settings)...",
        description =
                "Train a network, choosing what Train U-Net... plans from the data. What is auto or 0 stays planned.")
public class TrainExpertCommand extends TrainCommand {
    @Override
    protected boolean asks(String parameter) {
        return true;
    }
}
