package sc.fiji.unet.check;

import java.util.List;
import java.util.Locale;

/**
 * Something about a set that a person should know before a training. Immutable.
 *
 * @param kind in a few words, as a heading
 * @param level how much it matters
 * @param what was found, in sentences
 * @param training what a training will do about it, in sentences
 * @param suspects the images in question, the worst first; empty where it is about the set as a whole
 */
public record Finding(String kind, Level level, String what, String training, List<Suspect> suspects) {
    private static final int SHOWN = 3;

    /** How much a finding matters. */
    public enum Level {
        /** A training will not begin. */
        REFUSED,
        /** A training will begin, and its model may be the worse for it. */
        WARNING,
        /** Good to know. */
        NOTE;

        /** In small letters. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the list. */
    public Finding {
        suspects = List.copyOf(suspects);
    }

    /** Of a set as a whole. */
    public Finding(String kind, Level level, String what, String training) {
        this(kind, level, what, training, List.of());
    }

    /** All of it in a paragraph. */
    public String text() {
        return kind + " (" + level + "): " + what + " " + training;
    }

    /** Names of images as a sentence has them: a, b, c and 4 more. */
    static String names(List<String> names) {
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + more;
    }

    /** The names of suspects, likewise. */
    static String namesOf(List<Suspect> suspects) {
        return names(suspects.stream().map(Suspect::name).toList());
    }

    /** "1 image" or "3 images". */
    static String images(int count) {
        return count + (count == 1 ? " image" : " images");
    }
}
