package sc.fiji.unet.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import sc.fiji.unet.base.OptionException;

/**
 * The choice of one extension and its options, as people write it in a dialog, a macro or on a command line: an id, then
 * any number of key=value pairs, separated by blanks or commas, e.g. {@code focal gamma=2}. Immutable.
 *
 * @param id the extension's stable id
 * @param options only what was said; defaults are added by {@link Options}
 */
public record Spec(String id, Map<String, String> options) {
    /** Copies the map. */
    public Spec {
        if (id == null || id.isBlank()) throw new OptionException("An empty name was given: expected an id.");
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Reads {@code id key=value key=value}. */
    public static Spec parse(String text) {
        String[] words = text.strip().split("[\\s,]+");
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new OptionException(
                        "\"" + text + "\": expected key=value after the name, got \"" + words[i] + "\".");
            }
            options.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Spec(words[0], options);
    }

    /** A copy with one more option, or another value for it. */
    public Spec with(String key, Object value) {
        Map<String, String> copy = new LinkedHashMap<>(options);
        copy.put(key, String.valueOf(value));
        return new Spec(id, copy);
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ").add(id);
        options.forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }
}
