package sc.fiji.unet.segment;

import java.util.Collections;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ChannelViews;
import sc.fiji.unet.image.Grayness;
import sc.fiji.unet.image.ImageSource;

/**
 * Which channels of an image a model is shown: those that a person chose; else all where there are as many as the model
 * takes, or those that it was trained on. Gray is repeated for each channel of a model of color, color whose channels are
 * equal is shown as gray.
 *
 * @param chosen of the image's channels; auto for all
 * @param copies how often the first of these is shown in place of all; 0 to leave them as they are
 */
public record ShownChannels(ChannelChoice chosen, int copies) {
    private static final int COLOR = 3;

    /**
     * Compares an image with a model.
     *
     * @param choice what a person said
     * @param notes takes what is done, for a person
     * @throws InputException where nobody knows which channels are meant
     */
    public static ShownChannels of(ImageSource image, ModelCard card, ChannelChoice choice, List<String> notes) {
        int wanted = card.imageChannels();
        ChannelChoice chosen = choice.isAuto() ? known(image, card, notes) : choice;
        ImageSource some = ChannelViews.chosen(image, chosen);
        if (some.channels() == wanted) return new ShownChannels(chosen, 0);
        if (some.channels() == 1 && wanted == COLOR) {
            notes.add("The model was trained on 3 channels (color): the gray image is shown to it as each of them.");
            return new ShownChannels(chosen, COLOR);
        }
        if (wanted == 1 && Grayness.of(some) == Grayness.GRAY_IN_COLOR) {
            notes.add("The three channels of " + image.name() + " are equal: it is taken for gray.");
            return new ShownChannels(chosen, 1);
        }
        throw chosen.isAuto() ? refusal(image, card.input().channels(), wanted) : refusal(chosen, wanted);
    }

    /** The channels that the model was trained on, where the image has others beside. */
    private static ChannelChoice known(ImageSource image, ModelCard card, List<String> notes) {
        List<Integer> numbers = card.input().channels();
        boolean there = numbers.stream().allMatch(number -> number <= image.channels());
        if (numbers.isEmpty() || !there || image.channels() == card.imageChannels()) return ChannelChoice.AUTO;
        ChannelChoice choice = new ChannelChoice(numbers);
        notes.add("Of the " + image.channels() + " channels, channels=" + choice
                + " is segmented, as the model was trained on that.");
        return choice;
    }

    /** The channels that were chosen, before any is repeated. */
    public ImageSource select(ImageSource image) {
        return ChannelViews.chosen(image, chosen);
    }

    /** What the model is shown of an image of the channels that were chosen. */
    ImageSource repeat(ImageSource some) {
        if (copies == 0) return some;
        if (!ChannelViews.areEqual(some)) throw refusal(some, List.of(), copies);
        return ChannelViews.of(some, Collections.nCopies(copies, 0));
    }

    /** What the model is shown of an image. */
    public ImageSource apply(ImageSource image) {
        return repeat(select(image));
    }

    private static InputException refusal(ChannelChoice chosen, int wanted) {
        int said = chosen.numbers().size();
        return new InputException(
                "channels = " + chosen + ": " + (said == 1 ? "this is one channel" : "these are " + said + " channels")
                        + ", but this model was trained on " + wanted + ". Expected " + wanted + ", as in channels="
                        + example(wanted) + ".");
    }

    private static InputException refusal(ImageSource image, List<Integer> trained, int wanted) {
        String has = image.name() + " has " + image.channels() + (image.channels() == 1 ? " channel" : " channels");
        if (image.channels() < wanted) {
            return new InputException(has + ", but this model was trained on " + wanted
                    + ". Choose another model, or an image with as many channels"
                    + (image.channels() == 1
                            ? ", or say channels=pages where the pages of a file are its channels"
                            : "")
                    + ".");
        }
        String which = trained.isEmpty() ? " and does not say which" : ", channels=" + new ChannelChoice(trained);
        String gray = wanted == 1 && image.channels() == COLOR ? ", or turn it gray by Image > Type > 8-bit" : "";
        return new InputException(has + ", but this model was trained on " + wanted + which
                + ". Choose from the channels 1 to " + image.channels() + ", as in channels="
                + example(wanted) + gray + ".");
    }

    private static ChannelChoice example(int wanted) {
        return wanted == 1 ? ChannelChoice.parse("2") : ChannelChoice.first(wanted);
    }
}
