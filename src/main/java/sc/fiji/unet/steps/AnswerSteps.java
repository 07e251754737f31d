package sc.fiji.unet.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.JoinedChannels;
import sc.fiji.unet.image.PixelLayer;

/**
 * What is done to the whole answer of a network, by numbers of the answer or of the image that it is of. As text, steps and at
 * their end a map from their numbers to those of classes, the largest of which wins.
 *
 * @param seen the answer, and behind it the channels of the image where steps refer to these
 * @param scaling of all these channels
 */
public record AnswerSteps(ImageSource seen, ChannelScaling scaling) {
    private static final String CLASSES = "classes";

    /**
     * Fits steps.
     *
     * @param answer of the network, of any number of channels
     * @param image as it came, of the same size
     */
    public static AnswerSteps of(ImageSource answer, ImageSource image, List<PreparationStep> steps) {
        boolean refers = steps.stream().anyMatch(PreparationStep::refers);
        if (!refers) return new AnswerSteps(answer, Preparation.of(answer, steps));
        int channels = answer.channels();
        List<PreparationStep> own = new ArrayList<>();
        for (PreparationStep step : steps) {
            PreparationStep of = step.ofChannels(0, channels);
            int[] to = step.refers() ? step.reference(image.channels()) : new int[0];
            own.add(to.length == 0 ? of : of.referring(channels + to[0], channels + to[0] + to.length));
        }
        ImageSource both = JoinedChannels.view(answer.name(), List.of(answer, image));
        return new AnswerSteps(both, Preparation.of(both, own));
    }

    /** Types of whole numbers only change what is decided where these are looked at then; last they are how files say it. */
    public static List<PreparationStep> meant(List<PreparationStep> steps, int channels) {
        List<PreparationStep> meant = new ArrayList<>(steps);
        boolean looked = false;
        for (int i = steps.size() - 1; i >= 0; i--) {
            PreparationStep step = steps.get(i);
            if (looked && step.isOfType() && step.cuts()) meant.set(i, step.cut());
            looked |= looks(step, channels);
        }
        return meant;
    }

    /** Whether numbers of a whole answer decide on classes: they are of each channel, or of
     * pixels along an axis, or something looks at what they made. */
    public static boolean decide(List<PreparationStep> steps, int channels) {
        if (steps.stream().anyMatch(step -> step.isAlong() || step.id().equals(PreparationStep.CUT))) return true;
        boolean found = false;
        for (PreparationStep step : steps) {
            if (found && looks(step, channels)) return true;
            boolean whole = PixelSteps.isOfWhole(step);
            if (whole && channels > 1 && step.axes().indexOf('c') < 0) return true;
            found |= whole;
        }
        return false;
    }

    private static boolean looks(PreparationStep step, int channels) {
        if (step.isAlong()) return true;
        return switch (step.id()) {
            case "sigmoid", "softmax", "binarize" -> true;
            case "scale_linear", "fixed_zero_mean_unit_variance" ->
                !PixelSteps.layers(step, channels).get(0).isRising();
            default -> false;
        };
    }

    /** The text of steps, and of what follows them. */
    public static String text(List<PreparationStep> steps, PixelLayer map) {
        List<PreparationStep> all = new ArrayList<>(steps);
        DoubleStream rows = Stream.of(map.rows()).flatMapToDouble(DoubleStream::of);
        all.add(new PreparationStep(
                CLASSES, Map.of("rows", words(rows), "shift", words(DoubleStream.of(map.shift())))));
        return PreparationStep.text(all);
    }

    private static String words(DoubleStream numbers) {
        return numbers.mapToObj(String::valueOf).collect(Collectors.joining("+"));
    }

    /** The steps of a text, without what follows them. */
    public static List<PreparationStep> steps(String text) {
        List<PreparationStep> all = PreparationStep.parse(text);
        return all.subList(0, all.size() - 1);
    }

    /** What follows the steps of a text: probabilities of classes, of so many channels. */
    public static PixelLayer map(String text, int channels) {
        List<PreparationStep> all = PreparationStep.parse(text);
        PreparationStep last = all.get(all.size() - 1);
        int classes = last.arguments().getOrDefault("shift", "").split("\\+").length;
        if (!last.id().equals(CLASSES) || classes < 2)
            throw new OptionException("answer: it ends with " + last + ", expected what makes at least two classes.");
        double[] numbers = last.numbers("rows", classes * channels, 0);
        double[][] rows = new double[classes][channels];
        for (int i = 0; i < numbers.length; i++) rows[i / channels][i % channels] = numbers[i];
        return new PixelLayer(0, channels, rows, last.numbers("shift", classes, 0), "softmax");
    }
}
