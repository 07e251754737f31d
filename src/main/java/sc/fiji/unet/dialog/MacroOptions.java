package sc.fiji.unet.dialog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.unet.base.OptionException;

/** Reads the options of a recorded {@code run} call: {@code key=value key=[a value] key='a value' key}. */
public final class MacroOptions {
    private static final Pattern KEY = Pattern.compile("\\s*([^\\s=\\[\\]]+)(=?)");

    private final String text;
    private int at;

    private MacroOptions(String text) {
        this.text = text;
    }

    /** Each key with its value, in order; a key without a value is {@code true}, as ImageJ records checkboxes. */
    public static Map<String, String> parse(String text) {
        MacroOptions options = new MacroOptions(text.stripTrailing());
        Map<String, String> values = new LinkedHashMap<>();
        while (options.at < options.text.length()) {
            Matcher key = KEY.matcher(options.text).region(options.at, options.text.length());
            if (!key.lookingAt()) {
                throw new OptionException("Macro options \"" + text + "\": expected key=value at position " + options.at
                        + ". Put values with blanks into [brackets].");
            }
            options.at = key.end();
            values.put(key.group(1), key.group(2).isEmpty() ? "true" : options.value());
        }
        return values;
    }

    private String value() {
        if (at == text.length()) return "";
        if (text.charAt(at) == '[') return upTo(closingBracket());
        if (text.charAt(at) == '\'') return upTo(text.indexOf('\'', at + 1));
        int end = text.indexOf(' ', at);
        String value = text.substring(at, end < 0 ? text.length() : end);
        at += value.length();
        return value;
    }

    private String upTo(int end) {
        if (end < 0) throw new OptionException("Macro options \"" + text + "\": a bracket or quote is not closed.");
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private int closingBracket() {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            if (text.charAt(i) == '[') depth++;
            if (text.charAt(i) == ']' && --depth == 0) return i;
        }
        return -1;
    }
}
