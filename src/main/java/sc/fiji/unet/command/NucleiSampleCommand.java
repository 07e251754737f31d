package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.samples.SampleSet;

/** Opens the sample set {@link SampleSet#NUCLEI}. */
@Plugin(
        type = Command.class,
        menuPath = "File>Open Samples>U-Net>U-Net Nuclei",
        description =
                "Open sample images, touching nuclei in a fluorescence microscope, each outlined: a stack to train on and a held-out one.")
public class NucleiSampleCommand extends SampleCommand {
    /** Opens these images. */
    public NucleiSampleCommand() {
        super(SampleSet.NUCLEI);
    }
}
