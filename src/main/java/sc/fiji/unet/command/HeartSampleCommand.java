package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.samples.SampleSet;

/** Opens the sample set {@link SampleSet#HEART}. */
@Plugin(
        type = Command.class,
        menu = {
            @Menu(label = "File"),
            @Menu(label = "Open Samples"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Heart", weight = 3)
        },
        description =
                "Open sample images, slices of the heart in magnetic resonance with three outlined classes: a stack to train on and a held-out one.")
public class HeartSampleCommand extends SampleCommand {
    /** Opens the stacks of hearts; called by SciJava. */
    public HeartSampleCommand() {
        super(SampleSet.HEART);
    }
}
