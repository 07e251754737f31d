package sc.fiji.unet.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.data.Fingerprint.Intensity;
import sc.fiji.unet.image.Grayness;
import sc.fiji.unet.image.ImageScan;
import sc.fiji.unet.image.ImageSource;

/**
 * What one image is like; many together make a {@link Fingerprint}. Immutable.
 *
 * @param size along x, y, (z)
 * @param spacing pixel size along x, y, (z)
 * @param unit of the spacing
 * @param channels one a channel
 * @param grayness whether it is gray, or could pass as such
 */
public record ImageSurvey(long[] size, double[] spacing, String unit, List<Channel> channels, Grayness grayness) {
    private static final int SAMPLES = 2000;
    private static final double TAIL = 0.005;

    /** Pixel values of one channel: extremes, mean, mean square, and evenly spaced samples. */
    public record Channel(double min, double max, double mean, double meanSquare, float[] samples) {}

    /** Reads an image once; NaN and infinite pixels are refused. */
    public static ImageSurvey of(ImageSource image) {
        long pixels = Sizes.product(image.size());
        Sums[] sums = new Sums[image.channels()];
        for (int c = 0; c < sums.length; c++) sums[c] = new Sums(pixels);
        ImageScan.scan(image, (c, values, from, n) -> sums[c].add(values, from, n));
        return new ImageSurvey(
                image.size(),
                image.pixelSize(),
                image.unit(),
                Arrays.stream(sums).map(Sums::channel).toList(),
                Grayness.of(image));
    }

    /** The same image as its first channel shows it. */
    ImageSurvey gray() {
        return new ImageSurvey(size, spacing, unit, channels.subList(0, 1), Grayness.GRAY);
    }

    /** What the images have in common; their masks were looked at before. */
    static Fingerprint together(List<ImageSurvey> images, Fingerprint.Annotated annotated) {
        int channels = images.get(0).channels.size();
        return new Fingerprint(
                images.size(),
                new Fingerprint.Extent(size(images, 0), size(images, 0.5), size(images, 1)),
                new Fingerprint.PixelSize(spacing(images), images.get(0).unit),
                IntStream.range(0, channels).mapToObj(c -> intensity(images, c)).toList(),
                annotated,
                0,
                Fingerprint.Mirroring.UNKNOWN);
    }

    private static long[] size(List<ImageSurvey> images, double quantile) {
        long[] size = new long[images.get(0).size.length];
        for (int d = 0; d < size.length; d++) {
            int axis = d;
            long[] sorted =
                    images.stream().mapToLong(i -> i.size[axis]).sorted().toArray();
            size[d] = sorted[(int) (quantile * (sorted.length - 1))];
        }
        return size;
    }

    private static double[] spacing(List<ImageSurvey> images) {
        double[] spacing = new double[images.get(0).spacing.length];
        for (int d = 0; d < spacing.length; d++) {
            int axis = d;
            double[] sorted =
                    images.stream().mapToDouble(i -> i.spacing[axis]).sorted().toArray();
            spacing[d] = sorted[(sorted.length - 1) / 2];
        }
        return spacing;
    }

    private static Intensity intensity(List<ImageSurvey> images, int c) {
        List<Channel> all = images.stream().map(i -> i.channels.get(c)).toList();
        double min = all.stream().mapToDouble(Channel::min).min().orElseThrow();
        double max = all.stream().mapToDouble(Channel::max).max().orElseThrow();
        double mean = all.stream().mapToDouble(Channel::mean).average().orElseThrow();
        double square = all.stream().mapToDouble(Channel::meanSquare).average().orElseThrow();
        double[] sorted = all.stream()
                .flatMapToDouble(i -> IntStream.range(0, i.samples.length).mapToDouble(k -> i.samples[k]))
                .sorted()
                .toArray();
        int tail = (int) (TAIL * (sorted.length - 1));
        return new Intensity(
                min,
                max,
                mean,
                Math.sqrt(Math.max(0, square - mean * mean)),
                sorted[tail],
                sorted[sorted.length - 1 - tail]);
    }

    private static final class Sums {
        private final long pixels;
        private final float[] samples;
        private long seen;
        private int taken;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;
        private double squares;

        Sums(long pixels) {
            this.pixels = pixels;
            samples = new float[(int) Math.min(SAMPLES, pixels)];
        }

        void add(float[] values, int from, int n) {
            for (int i = from; i < from + n; i++) {
                float value = values[i];
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += (double) value * value;
                if (seen++ >= taken * pixels / samples.length && taken < samples.length) samples[taken++] = value;
            }
        }

        Channel channel() {
            return new Channel(min, max, sum / pixels, squares / pixels, samples);
        }
    }
}
