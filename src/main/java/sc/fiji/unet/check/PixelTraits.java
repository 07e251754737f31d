package sc.fiji.unet.check;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import sc.fiji.unet.data.ImageSurvey;
import sc.fiji.unet.image.Grayness;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;

/**
 * What kind of pixels an image has. Immutable.
 *
 * @param type such as 8-bit or 32-bit float
 * @param channels number of channels
 * @param grayness whether it is gray
 * @param micrometers width of a pixel; NaN where nobody knows
 * @param range of its values
 */
record PixelTraits(String type, int channels, Grayness grayness, double micrometers, Range range) {
    private static final double TAIL = 0.005;

    /**
     * Values of all channels together.
     *
     * @param min the smallest
     * @param max the largest
     * @param low 0.5 % are lower
     * @param high 0.5 % are higher
     */
    record Range(double min, double max, double low, double high) {
        static final Range UNKNOWN = new Range(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        boolean constant() {
            return min == max;
        }

        /** What most values lie in. */
        double extent() {
            return high - low;
        }
    }

    /** Of an image that was read from end to end. */
    static PixelTraits of(ImageSource image, ImageSurvey survey) {
        double min = survey.channels().stream()
                .mapToDouble(ImageSurvey.Channel::min)
                .min()
                .orElseThrow();
        double max = survey.channels().stream()
                .mapToDouble(ImageSurvey.Channel::max)
                .max()
                .orElseThrow();
        DoubleStream samples =
                survey.channels().stream().map(ImageSurvey.Channel::samples).flatMapToDouble(PixelTraits::stream);
        return of(image, survey.grayness(), range(min, max, samples));
    }

    /** Of an image of which only a sketch is known. */
    static PixelTraits of(ImageSource image, Sketch sketch) {
        double[] sorted = stream(sketch.gray()).sorted().toArray();
        return of(image, grayness(image), range(sorted[0], sorted[sorted.length - 1], Arrays.stream(sorted)));
    }

    /** Of an image whose pixels nobody looked at. */
    static PixelTraits of(ImageSource image) {
        return of(image, grayness(image), Range.UNKNOWN);
    }

    private static Grayness grayness(ImageSource image) {
        return image.channels() == 1 ? Grayness.GRAY : Grayness.COLOR;
    }

    private static Range range(double min, double max, DoubleStream samples) {
        double[] sorted = samples.sorted().toArray();
        int tail = (int) (TAIL * (sorted.length - 1));
        return new Range(min, max, sorted[tail], sorted[sorted.length - 1 - tail]);
    }

    private static PixelTraits of(ImageSource image, Grayness grayness, Range range) {
        boolean known = LengthUnit.known(image.unit());
        double micrometers = known ? image.pixelSize()[0] * LengthUnit.micrometers(image.unit()) : Double.NaN;
        return new PixelTraits(type(image), image.channels(), grayness, micrometers, range);
    }

    private static String type(ImageSource image) {
        RealType<?> type = (RealType<?>) image.pixels().getType();
        return type.getBitsPerPixel() + (type instanceof IntegerType ? "-bit" : "-bit float");
    }

    private static DoubleStream stream(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
    }
}
