package sc.fiji.unet.image;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;

/**
 * The same window for every image and channel, where pixel values mean the same everywhere (CT numbers, calibrated
 * intensities): min becomes 0, max becomes 1, values beyond are clipped.
 */
@Plugin(type = Normalization.class, name = "range", label = "Fixed range to 0 and 1")
public class FixedRange implements Normalization {
    @Override
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("min", "0");
        defaults.put("max", "255");
        return defaults;
    }

    @Override
    public ChannelScaling fit(ImageSource image, Options options) {
        double min = options.real("min", -Float.MAX_VALUE, Float.MAX_VALUE);
        double max = options.real("max", -Float.MAX_VALUE, Float.MAX_VALUE);
        if (min >= max) throw OptionException.outOfRange("normalization range: min", min, "less than max = " + max);
        ImageScan.requireFinite(image);
        LinearScaling scaling = new LinearScaling(image.channels());
        for (int c = 0; c < image.channels(); c++) {
            scaling.set(c, min, max - min);
            scaling.clip(c, min, max);
        }
        return scaling.scaling();
    }
}
