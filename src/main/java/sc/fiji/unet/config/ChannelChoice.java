package sc.fiji.unet.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sc.fiji.unet.base.OptionException;

/**
 * Which channels of an image a network sees, as a person writes it: {@link Auto}, or numbers from 1 as ImageJ counts them,
 * such as {@code 2}, {@code 1,3} or {@code 2-4}, in the order in which the network sees them. Immutable.
 *
 * @param numbers from 1, none twice; empty for auto
 */
public record ChannelChoice(List<Integer> numbers) {
    /** Nobody chose: which channels a network sees is decided from the images. */
    public static final ChannelChoice AUTO = new ChannelChoice(List.of());

    private static final int MOST = 1000;
    private static final Pattern PART = Pattern.compile("(\\d{1,4})(?:\\s*-\\s*(\\d{1,4}))?");

    /** Copies the list; refuses what is no channel. */
    public ChannelChoice {
        numbers = List.copyOf(numbers);
        boolean channels = numbers.stream().allMatch(number -> number >= 1 && number <= MOST);
        if (!channels || numbers.stream().distinct().count() < numbers.size()) throw refusal(text(numbers));
    }

    /** Reads what a person wrote; {@link #toString} writes it. */
    public static ChannelChoice parse(String text) {
        if (text.strip().equals(Auto.WORD)) return AUTO;
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) throw refusal(text);
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first || last > MOST) throw refusal(text);
            for (int number = first; number <= last; number++) numbers.add(number);
        }
        return new ChannelChoice(numbers);
    }

    /** The first channels of an image. */
    public static ChannelChoice first(int count) {
        return parse("1-" + count);
    }

    /** Whether a person left the choice to planning. */
    public boolean isAuto() {
        return numbers.isEmpty();
    }

    /** The same channels in the order of the image, which is all the same to a network that has yet to learn them. */
    public ChannelChoice inOrder() {
        return new ChannelChoice(numbers.stream().sorted().toList());
    }

    @Override
    public String toString() {
        return isAuto() ? Auto.WORD : text(numbers);
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
        return new OptionException("channels = " + text
                + ": expected auto, or channels of the image, none twice, counted" + " from 1, as in 2, 1,3 or 2-4.");
    }
}
