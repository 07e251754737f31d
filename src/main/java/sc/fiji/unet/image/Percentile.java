package sc.fiji.unet.image;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;

/**
 * A low percentile 0 and a high one 1, in each channel of each image, so that a few hot or dead pixels do not decide the
 * contrast; values beyond are kept unless {@code clip=true}. The percentiles are exact at any bit depth. Where both fall
 * on one value, as in a nearly empty image, smallest and largest value take their place; a channel whose pixels are all
 * equal becomes 0.
 */
@Plugin(type = Normalization.class, name = "percentile", label = "Percentiles to 0 and 1")
public class Percentile implements Normalization {
    @Override
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("low", "1");
        defaults.put("high", "99.8");
        defaults.put("clip", "false");
        return defaults;
    }

    @Override
    public ChannelScaling fit(ImageSource image, Options options) {
        double low = options.real("low", 0, 100);
        double high = options.real("high", 0, 100);
        if (low >= high) {
            throw OptionException.outOfRange("normalization percentile: low", low, "less than high = " + high);
        }
        boolean clip = options.bool("clip");
        double[][] found = OrderStatistics.percentiles(image, low, high, 0, 100);
        LinearScaling scaling = new LinearScaling(found.length);
        for (int c = 0; c < found.length; c++) {
            int from = found[c][0] < found[c][1] ? 0 : 2;
            scaling.set(c, found[c][from], found[c][from + 1] - found[c][from]);
            if (clip) scaling.clip(c, found[c][from], found[c][from + 1]);
        }
        return scaling.scaling();
    }
}
