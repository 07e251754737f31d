package sc.fiji.unet.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sc.fiji.unet.base.OptionException;

/**
 * Which channels of an image a network sees, as a person writes it: {@link Auto}, or numbers from 1 as ImageJ counts them,
 * such as {@code 2}, {@code 1,3} or {@code 2-4}, in the order in which the network sees them. Where the pages of a file are
 * the channels of one image, it says so: {@code pages}, or {@code pages 1,3}. Immutable.
 *
 * @param numbers from 1, none twice; empty for all
 * @param pages whether the slices and frames of a file are channels of one image
 */
public record ChannelChoice(List<Integer> numbers, boolean pages) {
    /** Nobody chose: which channels a network sees is decided from the images. */
    public static final ChannelChoice AUTO = new ChannelChoice(List.of());

    private static final String PAGES = "pages";

    /** How the channels of images came together: a model's card keeps it, so that nobody has to say it again. */
    public enum Composition {
        /** Older programs did not say, other programs do not know. */
        UNSAID,
        /** They were the channels of one file. */
        FILE,
        /** Each was a page of one file. */
        PAGES,
        /** Each was a file of its own, counted up from _0000. */
        FILES
    }

    private static final int MOST = 1000;
    private static final Pattern PART = Pattern.compile("(\\d{1,4})(?:\\s*-\\s*(\\d{1,4}))?");

    /** Copies the list; refuses what is no channel. */
    public ChannelChoice {
        numbers = List.copyOf(numbers);
        boolean channels = numbers.stream().allMatch(number -> number >= 1 && number <= MOST);
        if (!channels || numbers.stream().distinct().count() < numbers.size()) throw refusal(text(numbers));
    }

    /** These channels of images as they are. */
    public ChannelChoice(List<Integer> numbers) {
        this(numbers, false);
    }

    /** Reads what a person wrote; {@link #toString} writes it. */
    public static ChannelChoice parse(String text) {
        String words = text.strip();
        if (words.equals(Auto.WORD)) return AUTO;
        boolean pages = words.startsWith(PAGES);
        if (words.equals(PAGES)) return new ChannelChoice(List.of(), true);
        List<Integer> numbers = new ArrayList<>();
        for (String part : (pages ? words.substring(PAGES.length()) : words).split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) throw refusal(text);
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first || last > MOST) throw refusal(text);
            for (int number = first; number <= last; number++) numbers.add(number);
        }
        return new ChannelChoice(numbers, pages);
    }

    /** The first channels of an image. */
    public static ChannelChoice first(int count) {
        return parse("1-" + count);
    }

    /** Whether a person left the choice to planning. */
    public boolean isAuto() {
        return numbers.isEmpty() && !pages;
    }

    /** The same channels of an image whose pages were made channels already. */
    public ChannelChoice ofWhole() {
        return new ChannelChoice(numbers);
    }

    /** The same channels in the order of the image, which is all the same to a network that has yet to learn them. */
    public ChannelChoice inOrder() {
        return new ChannelChoice(numbers.stream().sorted().toList(), pages);
    }

    @Override
    public String toString() {
        if (!pages) return isAuto() ? Auto.WORD : text(numbers);
        return numbers.isEmpty() ? PAGES : PAGES + " " + text(numbers);
    }

    /** Numbers, where there are several in a row their first and last, as {@link #parse} reads them. */
    private static String text(List<Integer> numbers) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < numbers.size(); ) {
            int end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) end++;
            if (end - i < 2) end = i;
            parts.add(end == i ? String.valueOf(numbers.get(i)) : numbers.get(i) + "-" + numbers.get(end));
            i = end + 1;
        }
        return parts.stream().collect(Collectors.joining(","));
    }

    private static OptionException refusal(String text) {
        return new OptionException(
                "channels = " + text + ": expected auto, or channels of the image, none twice, counted"
                        + " from 1, as in 2, 1,3 or 2-4; pages where the pages of a file are its channels.");
    }
}
