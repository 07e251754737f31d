package sc.fiji.unet.image;

import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Mean 0 and standard deviation 1 in each channel of each image. A channel whose pixels are all equal becomes 0. Moments
 * are merged chunk by chunk in double precision (Chan, Golub and LeVeque 1979), so a large mean costs no digits.
 */
@Plugin(type = Normalization.class, name = "zscore", label = "Mean 0, standard deviation 1")
public class ZScore implements Normalization {
    @Override
    public ChannelScaling fit(ImageSource image, Options options) {
        double[][] moments = Moments.of(image);
        LinearScaling scaling = new LinearScaling(moments.length);
        for (int c = 0; c < moments.length; c++) scaling.set(c, moments[c][0], moments[c][1]);
        return scaling.scaling();
    }
}
