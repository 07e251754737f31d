package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.samples.SampleSet;

/** Opens the sample set {@link SampleSet#NUCLEI}. */
@Plugin(
        type = Command.class,
        menu = {
            @Menu(label = "File"),
            @Menu(label = "Open Samples"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Nuclei", weight = 1)
        },
        description =
                "Open sample images, touching nuclei in a fluorescence microscope, each outlined: a stack to train on and a held-out one.")
public class NucleiSampleCommand extends SampleCommand {
    /** Opens the stacks of nuclei; called by SciJava. */
    public NucleiSampleCommand() {
        super(SampleSet.NUCLEI);
    }
}
