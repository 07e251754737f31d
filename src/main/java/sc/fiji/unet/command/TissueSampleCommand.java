package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.samples.SampleSet;

/** Opens the sample set {@link SampleSet#TISSUE}. */
@Plugin(
        type = Command.class,
        menu = {
            @Menu(label = "File"),
            @Menu(label = "Open Samples"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Tissue", weight = 2)
        },
        description =
                "Open sample images, stained tissue in color with three outlined classes: a stack to train on and a held-out one.")
public class TissueSampleCommand extends SampleCommand {
    /** Opens the stacks of tissue; called by SciJava. */
    public TissueSampleCommand() {
        super(SampleSet.TISSUE);
    }
}
