package sc.fiji.unet.steps;

import java.util.List;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageScan;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.Normalization;

/**
 * The operations of the bioimage.io specification one after the other, for models that came from elsewhere: each of them
 * clips values, maps them linearly by numbers that are known, or that the image has as a whole or in parts, or takes a function of
 * them. Without any, values stay as they are.
 */
@Plugin(type = Normalization.class, name = Prepared.ID, label = "As an imported model says", visible = false)
public class Prepared implements Normalization {
    /** The name in model cards. */
    public static final String ID = "steps";

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("steps", "");
    }

    @Override
    public ChannelScaling fit(ImageSource image, Options options) {
        List<PreparationStep> steps = PreparationStep.parse(options.text("steps"));
        ChannelScaling scaling = Preparation.of(image, steps);
        ImageScan.requireFinite(image);
        return scaling;
    }
}
