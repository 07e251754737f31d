package sc.fiji.unet.image;

import java.util.Arrays;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Smallest pixel 0, largest 1, in each channel of each image. A channel whose pixels are all equal becomes 0. */
@Plugin(type = Normalization.class, name = "minmax", label = "Smallest value 0, largest 1")
public class MinMax implements Normalization {
    @Override
    public ChannelScaling fit(ImageSource image, Options options) {
        int channels = image.channels();
        float[] min = new float[channels];
        float[] max = new float[channels];
        Arrays.fill(min, Float.POSITIVE_INFINITY);
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
        ImageScan.scan(image, (c, values, from, n) -> {
            float low = min[c];
            float high = max[c];
            for (int i = from; i < from + n; i++) {
                low = values[i] < low ? values[i] : low;
                high = values[i] > high ? values[i] : high;
            }
            min[c] = low;
            max[c] = high;
        });
        LinearScaling scaling = new LinearScaling(channels);
        for (int c = 0; c < channels; c++) scaling.set(c, min[c], (double) max[c] - min[c]);
        return scaling.scaling();
    }
}
