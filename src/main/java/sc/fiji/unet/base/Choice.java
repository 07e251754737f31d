package sc.fiji.unet.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A constant of a closed set that people write as one word: in dialogs and macros, on command lines and in files. Only the
 * edge of the program, where words come in or go out, sees the word; between them goes the constant.
 */
public interface Choice {
    /** The word; never changes, as macros and files have it. */
    default String id() {
        return ((Enum<?>) this).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant of this word.
     *
     * @param what the set is called in messages
     */
    static <E extends Enum<E> & Choice> E of(Class<E> set, String what, String word) {
        return Arrays.stream(set.getEnumConstants())
                .filter(choice -> choice.id().equals(word))
                .findFirst()
                .orElseThrow(() -> OptionException.unknown(what, String.valueOf(word), ids(set)));
    }

    /** The constant of this word in upper or lower case; see {@link #of}. */
    static <E extends Enum<E> & Choice> E ofAnyCase(Class<E> set, String what, String word) {
        return Arrays.stream(set.getEnumConstants())
                .filter(choice -> choice.id().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> OptionException.unknown(what, String.valueOf(word), ids(set)));
    }

    /** All words of a set, in its order. */
    static <E extends Enum<E> & Choice> List<String> ids(Class<E> set) {
        return Arrays.stream(set.getEnumConstants()).map(Choice::id).toList();
    }
}
