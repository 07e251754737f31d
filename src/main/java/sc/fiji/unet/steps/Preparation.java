package sc.fiji.unet.steps;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.OrderStatistics;
import sc.fiji.unet.image.ZScore;

/** Fits steps on an image one after the other, each on what those before it made of the image. */
final class Preparation {
    private static final double EPSILON = 1e-6;
    private final ImageSource image;
    private final StepwiseScaling scaling;
    private int[] at; // the channels that a step is done to

    Preparation(ImageSource image) {
        this.image = image;
        scaling = new StepwiseScaling(image.channels());
    }

    ChannelScaling scaling() {
        return scaling.scaling();
    }

    void apply(PreparationStep step) {
        at = step.channels(scaling.channels());
        switch (step.id()) {
            case "ensure_dtype" -> {}
            case "clip" -> clip(step);
            case "binarize" -> each(step, "threshold", 0.5, scaling::binarize);
            case "scale_linear" -> linear(step.numbers("gain", channels(), 1), step.numbers("offset", channels(), 0));
            case "fixed_zero_mean_unit_variance" -> fixed(step);
            case "zero_mean_unit_variance" -> meanAndDeviation(step);
            case "scale_range" -> range(step);
            default ->
                throw new InputException("steps: " + step.id() + " is no operation that images can be prepared by."
                        + " Import the model again, or copy its folder again.");
        }
    }

    private int channels() {
        return at.length;
    }

    @FunctionalInterface
    private interface OfChannel {
        void with(int channel, double value);
    }

    private void each(PreparationStep step, String name, double otherwise, OfChannel work) {
        double[] values = step.numbers(name, channels(), otherwise);
        for (int c = 0; c < values.length; c++) work.with(at[c], values[c]);
    }

    private void linear(double[] gain, double[] offset) {
        for (int c = 0; c < gain.length; c++) scaling.map(at[c], gain[c], offset[c]);
    }

    private void clip(PreparationStep step) {
        double[] from = step.numbers("min", channels(), Double.NEGATIVE_INFINITY);
        double[] to = step.numbers("max", channels(), Double.POSITIVE_INFINITY);
        if (step.has("min_percentile") || step.has("max_percentile")) {
            double[][] found = percentiles(step);
            if (step.has("min_percentile")) from = found[0];
            if (step.has("max_percentile")) to = found[1];
        }
        for (int c = 0; c < from.length; c++) scaling.clip(at[c], from[c], to[c]);
    }

    private void fixed(PreparationStep step) {
        double[] mean = step.numbers("mean", channels(), 0);
        double[] deviation = step.numbers("std", channels(), 1);
        for (int c = 0; c < mean.length; c++) scaling.map(at[c], 1 / deviation[c], -mean[c] / deviation[c]);
    }

    private void meanAndDeviation(PreparationStep step) {
        double eps = step.number("eps", EPSILON);
        double[][] moments = ZScore.moments(seen(step));
        for (int c = 0; c < channels(); c++) {
            double[] own = moments[moments.length == 1 ? 0 : c];
            spread(at[c], own[0], own[1], eps);
        }
    }

    private void range(PreparationStep step) {
        double eps = step.number("eps", EPSILON);
        double[][] found = percentiles(step);
        for (int c = 0; c < channels(); c++) {
            spread(at[c], found[0][c], found[1][c] - found[0][c], eps);
        }
    }

    /** Where all pixels are equal they become 0, without the rounding that a division by next to nothing shows. */
    private void spread(int channel, double zero, double unit, double eps) {
        if (unit == 0) scaling.map(channel, 0, 0);
        else scaling.map(channel, 1 / (unit + eps), -zero / (unit + eps));
    }

    /** The lower one of each channel, then the upper one. */
    private double[][] percentiles(PreparationStep step) {
        double low = step.number("min_percentile", 0);
        double high = step.number("max_percentile", 100);
        double[][] found = OrderStatistics.percentiles(seen(step), low, high);
        double[][] bounds = new double[2][channels()];
        for (int c = 0; c < channels(); c++) {
            double[] own = found[found.length == 1 ? 0 : c];
            bounds[0][c] = own[0];
            bounds[1][c] = own[1];
        }
        return bounds;
    }

    /** The image as it is by now; as one channel where all are looked at together. */
    private ImageSource seen(PreparationStep step) {
        ChannelScaling now = scaling.scaling();
        int rank = image.rank();
        boolean joint = step.axes().indexOf('c') >= 0 && channels() > 1;
        List<RandomAccessibleInterval<FloatType>> planes = new ArrayList<>();
        for (int c : at) planes.add(scaled(Views.hyperSlice(image.pixels(), rank, c), now, c));
        RandomAccessibleInterval<FloatType> all =
                joint ? Views.addDimension(Views.concatenate(rank - 1, planes), 0, 0) : Views.stack(planes);
        return new ImageSource(image.name(), all, image.pixelSize(), image.unit());
    }

    private static RandomAccessibleInterval<FloatType> scaled(
            RandomAccessibleInterval<? extends RealType<?>> plane, ChannelScaling now, int c) {
        float gain = now.gain()[c];
        float offset = now.offset()[c];
        float low = now.low()[c];
        float high = now.high()[c];
        return Converters.convert2(
                plane,
                (in, out) -> out.set(gain * Math.min(Math.max(in.getRealFloat(), low), high) + offset),
                FloatType::new);
    }
}
