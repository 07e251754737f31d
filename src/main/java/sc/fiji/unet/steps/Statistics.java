package sc.fiji.unet.steps;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.OrderStatistics;
import sc.fiji.unet.image.ZScore;

/**
 * Numbers that an image has where a step looks at it: of each channel, or of all together; of the whole image, or of each of
 * its places.
 *
 * @param came the image as it came
 * @param image as steps left it that are not in the scaling
 * @param scaling what it is by now
 * @param places all that are told apart by any step
 */
record Statistics(ImageSource came, ImageSource image, StepwiseScaling scaling, Places places) {
    /** Two numbers of each channel of a step, and of each place that it tells apart. */
    record Pairs(double[][][] values, Places own) {
        /**
         * Of a channel.
         *
         * @param channel its place among those of the step
         * @param pixel of the place
         */
        double[] of(int channel, int... pixel) {
            return values[values.length == 1 ? 0 : channel][own.of(pixel)];
        }
    }

    /** Mean and standard deviation of what the image is by now. */
    Pairs moments(PreparationStep step) {
        return pairs(step, step.channels(channels()), true, ZScore::moments, Together::moments);
    }

    /** The same of the image as it came, of the channels that the step refers to. */
    Pairs referenceMoments(PreparationStep step) {
        return pairs(step, reference(step), false, ZScore::moments, Together::moments);
    }

    /** Percentiles, of what the step refers to or else of what the image is by now. */
    Pairs percentiles(PreparationStep step) {
        double low = step.number("min_percentile", 0);
        double high = step.number("max_percentile", 100);
        boolean own = !step.refers();
        return pairs(
                step,
                own ? step.channels(channels()) : reference(step),
                own,
                all -> OrderStatistics.percentiles(all, low, high),
                part -> part.percentiles(low, high));
    }

    /** Of each line of pixels what softmax divides its exponentials by, as a logarithm. */
    Pairs logSums(PreparationStep step) {
        Places own = Places.of(image.size(), step.apart());
        return byPlace(step, step.channels(channels()), true, own, part -> new double[] {part.logSum()});
    }

    private int channels() {
        return image.channels();
    }

    private int[] reference(PreparationStep step) {
        int[] reference = step.reference(channels());
        int own = step.channels(channels()).length;
        if (reference.length == 1 || reference.length == own || isJoint(step)) return reference;
        throw new OptionException(step.id() + ": the image that it refers to has " + reference.length
                + " channels, expected 1 or " + own + ", or that all are looked at together.");
    }

    private static boolean isJoint(PreparationStep step) {
        return step.axes().indexOf('c') >= 0;
    }

    private interface OfImage {
        /** A row a channel. */
        double[][] numbers(ImageSource image);
    }

    private interface OfPart {
        double[] numbers(Together part);
    }

    private Pairs pairs(PreparationStep step, int[] channels, boolean now, OfImage whole, OfPart part) {
        Places own = Places.of(image.size(), step.apart());
        if (places.count() > 1) return byPlace(step, channels, now, own, part);
        double[][] rows = whole.numbers(seen(channels, now, isJoint(step)));
        double[][][] values = new double[rows.length][][];
        for (int c = 0; c < rows.length; c++) values[c] = new double[][] {rows[c]};
        return new Pairs(values, own);
    }

    private Pairs byPlace(PreparationStep step, int[] channels, boolean now, Places own, OfPart part) {
        boolean joint = isJoint(step);
        Together.Seen seen =
                now ? (value, c, pixel) -> scaling.apply(c * places.count() + places.of(pixel), value) : (v, c, p) -> v;
        double[][][] values = new double[joint ? 1 : channels.length][own.count()][];
        for (int c = 0; c < values.length; c++) {
            int[] looked = joint ? channels : new int[] {channels[c]};
            for (int place = 0; place < own.count(); place++) {
                Together pixels = Together.at(now ? image : came, looked, own, own.pixel(place), seen);
                values[c][place] = part.numbers(pixels);
            }
        }
        return new Pairs(values, own);
    }

    /** Channels of an image that has one place; as one channel where all are looked at together. */
    private ImageSource seen(int[] channels, boolean now, boolean joint) {
        int rank = image.rank();
        List<RandomAccessibleInterval<FloatType>> planes = new ArrayList<>();
        for (int c : channels) planes.add(scaled(Views.hyperSlice((now ? image : came).pixels(), rank, c), c, now));
        RandomAccessibleInterval<FloatType> all = joint && channels.length > 1
                ? Views.addDimension(Views.concatenate(rank - 1, planes), 0, 0)
                : Views.stack(planes);
        return new ImageSource(image.name(), all, image.pixelSize(), image.unit());
    }

    private RandomAccessibleInterval<FloatType> scaled(
            RandomAccessibleInterval<? extends RealType<?>> plane, int c, boolean now) {
        return Converters.convert2(
                plane,
                (in, out) -> out.set(now ? scaling.apply(c, in.getRealFloat()) : in.getRealFloat()),
                FloatType::new);
    }
}
