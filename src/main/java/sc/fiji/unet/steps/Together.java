package sc.fiji.unet.steps;

import java.util.Arrays;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.ImageSource;

/**
 * The values of a part of an image that are looked at together.
 *
 * @param values in any order; sorted where percentiles are asked for
 */
record Together(float... values) {
    private static final double ROUNDING = 1e-12;

    /** What a value of a channel is by now, at a pixel x, y, (z). */
    @FunctionalInterface
    interface Seen {
        float of(float value, int channel, int... pixel);
    }

    /**
     * Of all pixels of a place.
     *
     * @param channels that are looked at
     * @param place its pixel, which is the same along the axes that the places tell apart
     */
    static Together at(ImageSource image, int[] channels, Places places, int[] place, Seen seen) {
        int rank = image.rank();
        int[] size = new int[rank];
        for (int d = 0; d < rank; d++) size[d] = places.extent()[d] == 1 ? Math.toIntExact(image.size()[d]) : 1;
        int pixels = Sizes.count(size);
        float[] values = new float[Math.multiplyExact(pixels, channels.length)];
        RandomAccess<? extends RealType<?>> access = image.pixels().randomAccess();
        Places all = new Places(size);
        for (int i = 0; i < pixels; i++) {
            int[] pixel = all.pixel(i);
            for (int d = 0; d < rank; d++) {
                pixel[d] += place[d];
                access.setPosition(pixel[d], d);
            }
            for (int c = 0; c < channels.length; c++) {
                access.setPosition(channels[c], rank);
                values[c * pixels + i] = seen.of(access.get().getRealFloat(), channels[c], pixel);
            }
        }
        return new Together(values);
    }

    /** Mean and standard deviation, 0 where all are equal. */
    double[] moments() {
        double mean = 0;
        for (float value : values) mean += value;
        mean /= values.length;
        double squares = 0;
        for (float value : values) squares += (value - mean) * (value - mean);
        double deviation = Math.sqrt(squares / values.length);
        return new double[] {mean, deviation > ROUNDING * Math.abs(mean) ? deviation : 0};
    }

    /** The logarithm of the sum of their exponentials. */
    double logSum() {
        double most = Double.NEGATIVE_INFINITY;
        for (float value : values) most = Math.max(most, value);
        double sum = 0;
        for (float value : values) sum += Math.exp(value - most);
        return most + Math.log(sum);
    }

    /** With linear interpolation between neighbors. */
    double[] percentiles(double... percents) {
        Arrays.sort(values);
        double[] found = new double[percents.length];
        for (int i = 0; i < percents.length; i++) {
            double rank = percents[i] / 100 * (values.length - 1);
            int below = (int) rank;
            int above = Math.min(values.length - 1, below + 1);
            found[i] = values[below] * (1 - (rank - below)) + values[above] * (rank - below);
        }
        return found;
    }
}
