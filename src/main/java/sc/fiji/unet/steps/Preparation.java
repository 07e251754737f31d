package sc.fiji.unet.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LazyCells;
import sc.fiji.unet.image.PixelLayer;

/** Fits steps on an image one after the other, each on what those before it made of the image. */
final class Preparation {
    private static final double EPSILON = 1e-6;
    private static final String LOG_SOFTMAX = "log_softmax";
    private final StepwiseScaling scaling;
    private final Places places;
    private final Statistics statistics;
    private final int all;
    private int[] at; // the channels that a step is done to

    private Preparation(ImageSource came, ImageSource image, List<PreparationStep> steps) {
        all = image.channels();
        String apart = steps.stream().map(PreparationStep::apart).collect(Collectors.joining());
        places = Places.of(image.size(), apart);
        scaling = new StepwiseScaling(Math.multiplyExact(all, places.count()));
        statistics = new Statistics(came, image, scaling, places);
        steps.forEach(this::apply);
    }

    /** What steps do to an image. */
    static ChannelScaling of(ImageSource image, List<PreparationStep> steps) {
        return of(image, image, steps);
    }

    /** What no scaling can say becomes layers behind it; what follows is fitted on what these make of the image. */
    private static ChannelScaling of(ImageSource came, ImageSource image, List<PreparationStep> said) {
        List<PreparationStep> steps =
                said.stream().flatMap(step -> lines(step, image.rank())).toList();
        PixelSteps parts = PixelSteps.of(steps);
        ChannelScaling scaling = new Preparation(came, image, parts.image()).scaling();
        if (parts.pixel().isEmpty()) return scaling;
        List<PreparationStep> rest = new ArrayList<>(parts.pixel());
        List<PixelLayer> layers = new ArrayList<>();
        while (!rest.isEmpty() && PixelSteps.isOfPixels(rest.get(0)))
            layers.addAll(PixelSteps.layers(rest.remove(0), image.channels()));
        ChannelScaling so = scaling.followedBy(layers, ChannelScaling.identity(image.channels()));
        return rest.isEmpty() ? so : scaling.followedBy(layers, of(came, LazyCells.scaled(image, so), rest));
    }

    /** Softmax along an axis of the image: by a number of each line of pixels, and then each pixel by itself. */
    private static Stream<PreparationStep> lines(PreparationStep step, int rank) {
        if (!step.isAlong() || !step.id().equals("softmax")) return Stream.of(step);
        String apart = "xyz".substring(0, rank).replace(step.along(), "");
        return Stream.of(step.ofLines(LOG_SOFTMAX, apart), step.onSameChannels("exp"));
    }

    private ChannelScaling scaling() {
        return scaling.scaling(places.count() == 1 ? new int[0] : places.extent());
    }

    private void apply(PreparationStep step) {
        at = step.channels(all);
        switch (step.id()) {
            case "ensure_dtype" -> {}
            case "clip" -> clip(step);
            case "binarize" -> binarize(step);
            case "scale_linear" -> linear(step);
            case "fixed_zero_mean_unit_variance" -> fixed(step);
            case "zero_mean_unit_variance" -> meanAndDeviation(step);
            case "scale_mean_variance" -> likeAnother(step);
            case "scale_range" -> range(step);
            case LOG_SOFTMAX -> logSoftmax(step);
            default ->
                throw new InputException("steps: " + step.id() + " is no operation that images can be prepared by."
                        + " Import the model again, or copy its folder again.");
        }
    }

    @FunctionalInterface
    private interface OfPlace {
        /**
         * Does it.
         *
         * @param index of the scaling
         * @param channel its place among those of the step
         * @param pixel of the place
         */
        void at(int index, int channel, int... pixel);
    }

    private void each(OfPlace work) {
        for (int place = 0; place < places.count(); place++) {
            int[] pixel = places.pixel(place);
            for (int c = 0; c < at.length; c++) work.at(at[c] * places.count() + place, c, pixel);
        }
    }

    /** Numbers of channels, or of pixels along an axis. */
    @FunctionalInterface
    private interface Numbers {
        double of(int channel, int... pixel);
    }

    private Numbers numbers(PreparationStep step, String name, double otherwise) {
        if (!step.isAlong()) {
            double[] all = step.numbers(name, at.length, otherwise);
            return (c, pixel) -> all[c];
        }
        int axis = "xyz".indexOf(step.along());
        double[] all = step.numbers(name, places.extent()[axis], otherwise);
        return (c, pixel) -> all[pixel[axis]];
    }

    private void logSoftmax(PreparationStep step) {
        Statistics.Pairs found = statistics.logSums(step);
        each((index, c, pixel) -> scaling.map(index, 1, -found.of(c, pixel)[0]));
    }

    private void binarize(PreparationStep step) {
        Numbers thresholds = numbers(step, "threshold", 0.5);
        each((index, c, pixel) -> scaling.binarize(index, thresholds.of(c, pixel)));
    }

    private void linear(PreparationStep step) {
        Numbers gain = numbers(step, "gain", 1);
        Numbers offset = numbers(step, "offset", 0);
        each((index, c, pixel) -> scaling.map(index, gain.of(c, pixel), offset.of(c, pixel)));
    }

    private void clip(PreparationStep step) {
        double[] from = step.numbers("min", at.length, Double.NEGATIVE_INFINITY);
        double[] to = step.numbers("max", at.length, Double.POSITIVE_INFINITY);
        boolean low = step.has("min_percentile");
        boolean high = step.has("max_percentile");
        if (!low && !high) {
            each((index, c, pixel) -> scaling.clip(index, from[c], to[c]));
            return;
        }
        Statistics.Pairs found = statistics.percentiles(step);
        each((index, c, pixel) -> {
            double[] own = found.of(c, pixel);
            scaling.clip(index, low ? own[0] : from[c], high ? own[1] : to[c]);
        });
    }

    private void fixed(PreparationStep step) {
        Numbers mean = numbers(step, "mean", 0);
        Numbers deviation = numbers(step, "std", 1);
        each((index, c, pixel) -> {
            double unit = deviation.of(c, pixel);
            scaling.map(index, 1 / unit, -mean.of(c, pixel) / unit);
        });
    }

    private void meanAndDeviation(PreparationStep step) {
        double eps = step.number("eps", EPSILON);
        Statistics.Pairs found = statistics.moments(step);
        each((index, c, pixel) -> spread(index, found.of(c, pixel)[0], found.of(c, pixel)[1], eps));
    }

    /** Mean and deviation become those of other channels as they came. */
    private void likeAnother(PreparationStep step) {
        double eps = step.number("eps", EPSILON);
        Statistics.Pairs reference = statistics.referenceMoments(step);
        meanAndDeviation(step);
        each((index, c, pixel) -> {
            double[] other = reference.of(c, pixel);
            scaling.map(index, other[1] + eps, other[0]);
        });
    }

    private void range(PreparationStep step) {
        double eps = step.number("eps", EPSILON);
        Statistics.Pairs found = statistics.percentiles(step);
        each((index, c, pixel) -> {
            double[] own = found.of(c, pixel);
            if (step.refers()) scaling.map(index, 1 / (own[1] - own[0] + eps), -own[0] / (own[1] - own[0] + eps));
            else spread(index, own[0], own[1] - own[0], eps);
        });
    }

    /** Where all pixels are equal they become 0, without the rounding that a division by next to nothing shows. */
    private void spread(int index, double zero, double unit, double eps) {
        if (unit == 0) scaling.map(index, 0, 0);
        else scaling.map(index, 1 / (unit + eps), -zero / (unit + eps));
    }
}
