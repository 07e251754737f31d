package sc.fiji.unet.segment;

import java.util.List;
import java.util.function.Consumer;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.JoinedChannels;

/**
 * How the channels of an image come together for a model: as a person says, else as in the images that the model was
 * trained on, so that nobody has to say it again.
 *
 * @param choice which channels, and whether the pages of a file are these
 * @param said whether a person said so
 * @param wanted channels that an image has to have
 */
public record ChannelMemory(ChannelChoice choice, boolean said, int wanted) {
    /**
     * Compares what a person says with what a model remembers.
     *
     * @param note told where they differ
     */
    public static ChannelMemory of(ChannelChoice said, ModelCard card, Consumer<String> note) {
        Composition composed = card.input().composed();
        boolean remembered = said.isAuto() && composed == Composition.PAGES;
        if (said.pages() && card.imageRank() > 2) {
            throw new OptionException("channels = pages is for images, not for volumes, whose pages are slices.");
        }
        if (!said.isAuto() && !said.pages() && composed == Composition.PAGES) {
            note.accept("channels = " + said + " counts the channels of each page, as said; the model was trained on"
                    + " channels=pages, of which " + new ChannelChoice(said.numbers(), true) + " would choose.");
        }
        if (said.pages() && (composed == Composition.FILE || composed == Composition.FILES)) {
            note.accept("channels = " + said
                    + ", as said: the pages of a file are taken for its channels; of the images"
                    + " that the model was trained on, "
                    + (composed == Composition.FILE ? "pages were images." : "each channel was a file of its own."));
        }
        ChannelChoice choice = remembered ? new ChannelChoice(List.of(), true) : said;
        return new ChannelMemory(choice, !remembered, needed(card, said));
    }

    private static int needed(ModelCard card, ChannelChoice choice) {
        List<Integer> numbers = choice.numbers().isEmpty() ? card.input().channels() : choice.numbers();
        return numbers.stream().max(Integer::compare).orElse(card.network().channels());
    }

    /** Whether so many pages, of so many channels each, are the channels of one image. */
    public boolean joins(int pages, int channels) {
        return choice.pages() && pages > 1 && (said || channels < wanted);
    }

    /**
     * The pages of a file as one image, where they are its channels.
     *
     * @param note told where pages that were to be channels stay images
     */
    public List<ImageSource> compose(String name, List<ImageSource> pages, Consumer<String> note) {
        boolean join = joins(pages.size(), pages.get(0).channels());
        if (join) return List.of(JoinedChannels.of(name, pages));
        if (choice.pages() && pages.size() > 1) {
            note.accept("The model was trained on channels=pages, but each page of " + name + " has "
                    + pages.get(0).channels() + " channels already: the pages are taken for images.");
        }
        return pages;
    }
}
