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
        double[][] moments = moments(image);
        LinearScaling scaling = new LinearScaling(moments.length);
        for (int c = 0; c < moments.length; c++) scaling.set(c, moments[c][0], moments[c][1]);
        return scaling.scaling();
    }

    /** A row a channel: its mean and its deviation, 0 where all pixels are equal. */
    public static double[][] moments(ImageSource image) {
        Moments[] moments = new Moments[image.channels()];
        for (int c = 0; c < moments.length; c++) moments[c] = new Moments();
        ImageScan.scan(image, (c, values, from, n) -> moments[c].add(values, from, n));
        double[][] found = new double[moments.length][];
        for (int c = 0; c < found.length; c++) found[c] = new double[] {moments[c].mean, moments[c].deviation()};
        return found;
    }

    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        private void add(float[] values, int from, int n) {
            double sum = 0;
            for (int i = from; i < from + n; i++) sum += values[i];
            double chunkMean = sum / n;
            double chunkSquares = 0;
            for (int i = from; i < from + n; i++) {
                double difference = values[i] - chunkMean;
                chunkSquares += difference * difference;
            }
            double shift = chunkMean - mean;
            long total = count + n;
            squares += chunkSquares + shift * shift * count * n / total;
            mean += shift * n / total;
            count = total;
        }

        private double deviation() {
            double deviation = Math.sqrt(squares / count);
            return deviation > 1e-12 * Math.abs(mean) ? deviation : 0; // equal pixels leave only rounding
        }
    }
}
